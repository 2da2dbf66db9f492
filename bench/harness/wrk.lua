-- Sends the requests of a file, in turn over all connections: a line is method, path and body, parted by tabs.
-- The first line holds the headers instead: name, value, name, value.
local requests, turn = {}, 0

function init(args)
  local lines = io.lines(args[1])
  for name, value in lines():gmatch("([^\t]+)\t([^\t]+)\t?") do wrk.headers[name] = value end
  for line in lines do
    local method, path, body = line:match("^([^\t]*)\t([^\t]*)\t?(.*)$")
    requests[#requests + 1] = wrk.format(method, path, nil, body ~= "" and body or nil)
  end
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
