import { writeFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startServer } from '../../src/server.ts';
import { fails, folder, print } from './program.ts';
import { listen } from './web.ts';

/** A key that was made for this test and protects nothing. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/pDpBrceKdIcDqvV
a3Aln9M0dZgsfOfZ/uN1tFMJJoChRANCAARdemlC5ipNQRXRd3w7hMtuDVzYDpbV
bN93W995WXeIb7BGLb4ZGwB1Kh5tYHkK8+doWMn0cjncM3sCNqeGHIpO
-----END PRIVATE KEY-----
`;
/** Its own certificate for `localhost`, good for a hundred years. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBkjCCATigAwIBAgIUG7liSlGsj697HoulDnm3FbkJ3HgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyODEyNDgzOVoYDzIxMjYxMTA0
MTI0ODM5WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARdemlC5ipNQRXRd3w7hMtuDVzYDpbVbN93W995WXeIb7BGLb4ZGwB1
Kh5tYHkK8+doWMn0cjncM3sCNqeGHIpOo2YwZDAdBgNVHQ4EFgQUIoi3k3dhuJHh
wJp70DGc/ML8xHkwHwYDVR0jBBgwFoAUIoi3k3dhuJHhwJp70DGc/ML8xHkwFAYD
VR0RBA0wC4IJbG9jYWxob3N0MAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDSAAw
RQIgVr/DvMtDBWQlAfyEA79k8Mn4rwrI65hmj3D8PgMCjfkCIQDArBOTebYzVIYu
9z26BkOfUdl8Xr7jL7w4L7fMc26KDw==
-----END CERTIFICATE-----
`;
/** One for 127.0.0.1 that expired in 2020. */
const expired = `-----BEGIN CERTIFICATE-----
MIIBUzCB+qADAgECAgECMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
dDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAxMDIwMDAwMDBaMBQxEjAQBgNVBAMMCWxv
Y2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF16aULmKk1BFdF3fDuE
y24NXNgOltVs33db33lZd4hvsEYtvhkbAHUqHm1geQrz52hYyfRyOdwzewI2p4Yc
ik6jPTA7MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUIoi3
k3dhuJHhwJp70DGc/ML8xHkwCgYIKoZIzj0EAwIDSAAwRQIgBsXAQbkSu2OkPyc/
t0JV4Y15qoJdenO/KdzitYIq2t4CIQCp7hHrqYkrobdmUsC+i/quSiBJE5St6sIs
/EbhTZKW7A==
-----END CERTIFICATE-----
`;

/** Answers any request over TLS; the URL is for HTTPS. */
async function secure(cert: string): Promise<string> {
  const answer = '{"data":[],"has_more":false,"first_id":null,"last_id":null}';
  const { url } = await listen(
    createServer({ key, cert }, (_request, response) => void response.end(answer)),
  );
  return url.replace('http:', 'https:');
}

/** Has the program trust this certificate. */
function trusting(name: string, cert: string): { NODE_EXTRA_CA_CERTS: string } {
  const file = join(folder, name);
  writeFileSync(file, cert);
  return { NODE_EXTRA_CA_CERTS: file };
}

const list = (url: string) => ['workspaces', 'list', '--json', '--url', url];
const env = { WORKSPACED_KEY: 'any' };

describe('TLS', { concurrency: 4 }, async () => {
  const [good, old] = [await secure(certificate), await secure(expired)];
  const trusted = { ...env, ...trusting('good.pem', certificate) };

  it('works if the certificate is trusted', async () => {
    await print(list(good.replace('127.0.0.1', 'localhost')), trusted);
  });

  it('a self-signed certificate: names the variable that makes it trusted', () =>
    fails(
      1,
      /^error: can’t reach https:.*not signed by .* Node trusts: set NODE_EXTRA_CA_CERTS .*\n$/,
      list(good),
      env,
    ));

  it('a certificate for another host: names the hosts that it is for', () =>
    fails(
      1,
      /^error: can’t reach https:.*certificate is for DNS:localhost: use a host name .*\n$/,
      list(good),
      trusted,
    ));

  it('a certificate that has expired: says so', () => {
    const trustsOld = { ...env, ...trusting('expired.pem', expired) };
    return fails(
      1,
      /^error: can’t reach https:.*certificate has expired: renew it.*\n$/,
      list(old),
      trustsOld,
    );
  });

  it('HTTP to a port that speaks HTTPS: says which scheme to use', () =>
    fails(
      1,
      /^error: can’t reach http:.*begin its URL with https:\/\/\.\n$/,
      list(good.replace('https', 'http')),
      env,
    ));

  it('HTTP to a port that answers with a hint at HTTPS', async () => {
    const { url } = await listen(
      createPlainServer((_request, response) => {
        response.writeHead(400).end('The plain HTTP request was sent to HTTPS port');
      }),
    );
    await fails(1, /status 400.* Does it begin with https:\/\/\?\n$/, list(url), env);
  });

  it('HTTPS to a port that speaks HTTP: says which scheme to use', async () => {
    await using server = await startServer();
    const url = server.baseURL.replace('http:', 'https:');
    await fails(1, /^error: can’t reach https:.*begin its URL with http:\/\/\.\n$/, list(url), env);
  });
});
