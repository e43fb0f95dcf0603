import type { Row } from './rows.ts';
import {
  type Account,
  type DeadDelivery,
  type Minute,
  readEvent,
  type SubscriptionView,
  type TargetView,
} from './store.ts';

export const readAccount = (row: Row | null): Account | null =>
  row && { id: row.text('id'), token: row.text('token') };

export const readSubscription = (row: Row): SubscriptionView => ({
  id: row.text('id'),
  event: readEvent(row.text('event')),
  created_at: row.number('created_at'),
  pending: row.number('pending'),
  last_delivered_at: row.numberOrNull('last_delivered_at'),
  last_error: row.textOrNull('last_error'),
});

export const readDead = (row: Row): DeadDelivery => ({
  event: row.text('event'),
  subscription: row.number('subscription'),
  kind: readEvent(row.text('kind')),
  url: row.text('url'),
  attempt: row.number('attempt'),
  dead_at: row.number('dead_at'),
  error: row.textOrNull('error'),
});

export const readTarget = (row: Row): TargetView => ({
  account: row.text('account'),
  event: readEvent(row.text('event')),
  url: row.text('url'),
  pending: row.number('pending'),
  dead: row.number('dead'),
  failing_since: row.numberOrNull('failing_since'),
  last_error: row.textOrNull('last_error'),
});

export const readMinute = (row: Row): Minute => ({
  minute: row.number('minute'),
  accepted: row.number('accepted'),
  duplicates: row.number('duplicates'),
  delivered: row.number('delivered'),
  retried: row.number('retried'),
  dead: row.number('dead'),
});
