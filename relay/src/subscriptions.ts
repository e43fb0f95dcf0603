import { type Identity, newSubscriptionId } from './identity.ts';
import { hostOf, type Mobivate, MobivateError } from './mobivate.ts';
import type { Account, EventName, Store } from './store/store.ts';
import type { Targets } from './targets.ts';

/** A refused request: the HTTP status, and a sentence for the caller. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: 400 | 401 | 403 | 422 | 429 | 502;

  constructor(status: RefusedError['status'], message: string) {
    super(message);
    this.status = status;
  }
}

export interface SubscribeRequest {
  readonly event: EventName;
  readonly target_url: string;
  readonly domain: string;
  /** The id returned by an earlier subscription. */
  readonly account: string | null;
}

export interface Subscribed {
  readonly id: string;
  readonly secret: string;
  readonly account: string;
  readonly ingest_url: string;
  readonly registered: boolean;
}

interface Tools {
  readonly store: Store;
  readonly identity: Identity;
  readonly mobivate: Mobivate;
  readonly targets: Targets;
  /** The base URL for gateways, without a trailing slash. */
  readonly publicUrl: string;
  /** Replaces the base URL of Mobivate, for development. */
  readonly mobivateUrl: string | null;
  /** Called after a subscription ended. */
  onRemoved(): void;
}

const STATUS = { key: 401, host: 422, gateway: 502, busy: 429 } as const;

const refused = (error: unknown): unknown =>
  error instanceof MobivateError ? new RefusedError(STATUS[error.trouble], error.message) : error;

/** Creates and ends subscriptions. Stores nothing unless key, target and registration are all valid. */
export const createSubscriptions = ({
  store,
  identity,
  mobivate,
  targets,
  publicUrl,
  mobivateUrl,
  onRemoved,
}: Tools) => {
  const registering = new Map<string, Promise<void>>();

  const allowTarget = (text: string): string => {
    let url: string | null;
    try {
      url = targets.allow(text);
    } catch {
      throw new RefusedError(422, 'target_url is not a URL.');
    }
    if (url === null)
      throw new RefusedError(
        403,
        'target_url is not allowed: its origin is not in RELAY_TARGETS, or it holds a login.',
      );
    return url;
  };

  /** The account of the key, of the given id, or a new one, in this order: a known key keeps its account. */
  const accountFor = async (keyHash: string, id: string | null): Promise<Account> => {
    const named = id === null ? null : await store.account(id);
    if (id !== null && named === null)
      throw new RefusedError(
        422,
        'account is not an id that this relay gave. Leave it out to start a new account.',
      );
    return (await store.accountOfKey(keyHash)) ?? named ?? identity.newAccount(keyHash);
  };

  const ingestUrl = ({ token }: Account): string => `${publicUrl}/in/${token}`;

  /** One registration at a time for each key, event and URL. */
  const register = async (id: string, work: () => Promise<void>): Promise<void> => {
    const running = registering.get(id) ?? work().finally(() => registering.delete(id));
    registering.set(id, running);
    await running;
  };

  const subscribe = async (key: string, request: SubscribeRequest): Promise<Subscribed> => {
    const { event } = request;
    const host = hostOf(key, request.domain, mobivateUrl);
    if (host.platform === 'Vortex' && event !== 'receipt')
      throw new RefusedError(422, `event "${event}" needs a Classic key. Vortex reports only "receipt".`);
    const url = allowTarget(request.target_url);
    const keyHash = identity.keyHash(key, host.foreign);
    await mobivate.checkKey(host, key);
    const account = await accountFor(keyHash, request.account);
    const eventUrl = `${ingestUrl(account)}/${event}`;
    const registered = host.platform === 'Classic' ? eventUrl : null;
    if (registered && !(await store.isRegistered(keyHash, event, registered)))
      await register(`${keyHash} ${registered}`, () => mobivate.register(host, key, event, registered));
    const id = await store.subscribe({
      id: newSubscriptionId(),
      account,
      keyHash,
      event,
      url,
      registered,
    });
    return {
      id,
      secret: identity.signingSecret(id),
      account: account.id,
      ingest_url: eventUrl,
      registered: registered !== null,
    };
  };

  return {
    /** @throws RefusedError, or an error of the store */
    subscribe: (key: string, request: SubscribeRequest): Promise<Subscribed> =>
      subscribe(key, request).catch((error: unknown) => {
        throw refused(error);
      }),

    unsubscribe: async (id: string): Promise<void> => {
      await store.unsubscribe(id);
      onRemoved();
    },

    /** @throws RefusedError for a key that no subscription was made with */
    account: async (key: string, domain: string) => {
      const { foreign } = hostOf(key, domain, mobivateUrl);
      const account = await store.accountOfKey(identity.keyHash(key, foreign));
      if (!account) throw new RefusedError(401, 'No subscription was made with this API key.');
      return { account: account.id, ingest_url: ingestUrl(account), ...(await store.view(account.id)) };
    },
  };
};

export type Subscriptions = ReturnType<typeof createSubscriptions>;
