import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import * as v from 'valibot';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MILLISECONDS = 86_400_000;

/** A certificate with its private key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Wanted {
  /** The host that it names. Defaults to 127.0.0.1. */
  readonly host?: { readonly type: 'dns' | 'ip'; readonly value: string };
  /** The first and the last day that it is good for, counted from today. */
  readonly days?: readonly [from: number, to: number];
}

/** A certificate authority that exists for one test. */
export interface Authority {
  /** Its own certificate, as PEM. */
  readonly cert: string;
  issue(wanted?: Wanted): Promise<Certificate>;
}

const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MILLISECONDS);

const newKeys = () => crypto.subtle.generateKey(SIGNING, true, ['sign', 'verify']);

const pemOf = async ({ privateKey }: Awaited<ReturnType<typeof newKeys>>): Promise<string> =>
  x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');

/** Makes an authority with keys of its own. */
export const newAuthority = async (): Promise<Authority> => {
  const keys = await newKeys();
  const own = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=Authority ${crypto.randomUUID()}`,
    notBefore: inDays(-10),
    notAfter: inDays(10),
    signingAlgorithm: SIGNING,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    cert: own.toString('pem'),
    async issue({ host = { type: 'ip', value: '127.0.0.1' }, days = [-1, 1] } = {}) {
      const leaf = await newKeys();
      const cert = await x509.X509CertificateGenerator.create({
        subject: `CN=${host.value}`,
        issuer: own.subject,
        notBefore: inDays(days[0]),
        notAfter: inDays(days[1]),
        signingAlgorithm: SIGNING,
        publicKey: leaf.publicKey,
        signingKey: keys.privateKey,
        extensions: [new x509.SubjectAlternativeNameExtension([host])],
      });
      return { cert: cert.toString('pem'), key: await pemOf(leaf) };
    },
  };
};

/** An HTTPS server of this machine. */
export interface TlsServer {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Passes everything that comes over HTTPS on to a server that speaks HTTP. */
export const startTls = async (certificate: Certificate, target: string): Promise<TlsServer> => {
  const server = createServer(certificate, (asked, answer) => {
    const { method, headers, url = '/' } = asked;
    const passed = request(new URL(url, target), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = v.parse(v.object({ port: v.number() }), server.address());
  return {
    url: `https://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
