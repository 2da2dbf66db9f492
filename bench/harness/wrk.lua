-- Sends the requests of a file, in turn over all connections: a line is method, path, body, and the name and value of
-- each header of this request alone, parted by tabs. The first line holds the headers of all: name, value, name, value.
local requests, turn = {}, 0

local function formatted(line)
  local fields = {}
  for field in (line .. "\t"):gmatch("([^\t]*)\t") do fields[#fields + 1] = field end
  local method, path, body = fields[1], fields[2], fields[3]
  local headers = {}
  for name, value in pairs(wrk.headers) do headers[name] = value end
  for index = 4, #fields - 1, 2 do headers[fields[index]] = fields[index + 1] end
  return wrk.format(method, path, headers, body ~= "" and body or nil)
end

function init(args)
  local lines = io.lines(args[1])
  for name, value in lines():gmatch("([^\t]+)\t([^\t]+)\t?") do wrk.headers[name] = value end
  for line in lines do requests[#requests + 1] = formatted(line) end
  if #requests == 1 then
    local only = requests[1]
    function request() return only end
  else
    function request()
      turn = turn % #requests + 1
      return requests[turn]
    end
  end
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.write
  io.write(string.format('\n{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(50), latency:percentile(99), failed))
end
