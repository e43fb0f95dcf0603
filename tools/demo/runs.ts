import type { RecordedRequest } from '../../sandbox/exchange.ts';
import type { Zapier } from '../../sandbox/zapier/index.ts';
import { narrator } from './narrator.ts';

type Values = Record<string, unknown>;

/** Runs functions of an app and tells what was asked, what went over the wire, and what came back. */
export interface Runs {
  run(authData: Values, method: string, inputData: Values): Promise<Values>;
  /** Like `run`, for what must be refused: the sentence that the person sees. */
  refused(authData: Values, method: string, inputData: Values): Promise<string>;
  /** Shows the requests that the gateway got since the last look. */
  showWire(): void;
}

const record = (value: unknown): Values => (typeof value === 'object' && value !== null ? { ...value } : {});

const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) throw error;
  return error.message.startsWith('{') ? String(record(JSON.parse(error.message)).message) : error.message;
};

/** `requests` are those that the gateway got; they are emptied as they are shown. */
export const createRuns = (zapier: Zapier, requests: RecordedRequest[]): Runs => {
  const showWire = () => narrator.requests(requests.splice(0));
  const start = (authData: Values, method: string, inputData: Values) => {
    if (Object.keys(inputData).length > 0) narrator.input(inputData);
    return zapier.run(method, { authData, inputData });
  };
  return {
    showWire,
    run: async (authData, method, inputData) => {
      const results = await start(authData, method, inputData);
      showWire();
      return record(results);
    },
    refused: async (authData, method, inputData) => {
      const sentence = await start(authData, method, inputData).then(
        () => '',
        (error: unknown) => sentenceOf(error),
      );
      showWire();
      return sentence;
    },
  };
};
