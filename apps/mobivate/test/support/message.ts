import type { Message } from '../../src/api/message.ts';

/** A message with only an id. */
export const MESSAGE: Message = {
  id: 'AA',
  direction: 'outbound',
  originator: null,
  recipient: null,
  body: null,
  status: null,
  outcome: 'pending',
  is_final: false,
  reference: null,
  campaign_id: null,
  route_id: null,
  parts: null,
  cost: null,
  currency: null,
  in_reply_to: null,
  created_at: null,
  updated_at: null,
};
