import { Pool } from 'undici';

/** Quantiles of durations, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export const spreadOf = (durations: readonly number[]): Spread => {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

let events = 0;

/** Creates a unique receipt. Its text contains the time of posting, for the receiver. */
export const newReceipt = (): string => {
  events += 1;
  return `{"deliveryMessageId":"${process.pid.toString(16)}${events.toString(16).padStart(12, '0')}","batchId":"B","clientReference":"order-${events}","created":"2026-02-03T04:05:06.000+00:00","status":"DELIVERED","statusCode":1,"parts":1,"hlr":null,"postedAt":${Date.now()}}`;
};

interface Load {
  /** Ingest URLs, used in turn. */
  readonly urls: readonly string[];
  readonly seconds: number;
  /** Concurrent requests. */
  readonly connections: number;
  /** Events per second. Unlimited by default. */
  readonly rate?: number;
}

export interface Posted {
  readonly events: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly accept: Spread;
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Posts events for `seconds`. Each connection makes one request at a time. */
export const postEvents = async ({ urls, seconds, connections, rate }: Load): Promise<Posted> => {
  const paths = urls.map((url) => new URL(url).pathname);
  const pool = new Pool(new URL(urls[0] ?? '').origin, { connections, pipelining: 1 });
  const durations: number[] = [];
  let failed = 0;
  let turn = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const gap = rate === undefined ? 0 : 1000 / rate;
  const one = async (): Promise<void> => {
    for (;;) {
      const index = turn;
      turn += 1;
      const due = start + index * gap;
      if (performance.now() >= end || due >= end) return;
      if (gap > 0 && due > performance.now()) await sleep(due - performance.now());
      const began = performance.now();
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: paths[index % paths.length] ?? '',
        headers: { 'content-type': 'application/json' },
        body: newReceipt(),
      });
      await body.dump();
      if (statusCode === 200) durations.push(performance.now() - began);
      else failed += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const took = (performance.now() - start) / 1000;
  await pool.close();
  return {
    events: durations.length,
    failed,
    perSecond: durations.length / took,
    accept: spreadOf(durations),
  };
};
