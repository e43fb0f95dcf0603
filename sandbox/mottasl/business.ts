import { createHmac } from 'node:crypto';
import type { Random } from '../random.ts';

export interface Agent {
  id: string;
  platform_id: string;
  platform: 'WhatsApp';
  is_agent: true;
  business_id: string;
  email: string;
  name: string;
  display_name: string;
  role: string;
  status: string;
}

export interface Tag {
  id: number;
  business_id: string;
  tag: string;
  colour: string | null;
  description: string | null;
  created_by: string;
  display_name: string;
  created_at: number;
  updated_at: number;
}

export interface Contact {
  id: number;
  /** The MSISDN. */
  platformId: string;
  name: string;
  displayName: string;
  countryCode: string | null;
  email: string | null;
  imageUrl: string | null;
  tags: Set<number>;
  /** The assigned agent's `platform_id`. */
  agent: string | null;
  createdAt: number;
  /** The time of the contact's last message, which opens WhatsApp's window for 24 hours. */
  wroteAt: number | null;
}

/** A component of a template, as in WhatsApp's API. */
export interface Component {
  type: 'HEADER' | 'BODY' | 'FOOTER' | 'BUTTONS';
  format?: 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT';
  text?: string;
  buttons?: { type: string; text: string; url?: string }[];
}

export interface Template {
  id: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  status: 'approved' | 'pending' | 'rejected';
  components: Component[];
}

export interface Webhook {
  id: string;
  name: string;
  description: string;
  url: string;
  event: string;
  securetoken: string;
  policy: string;
  enabled: boolean;
}

export interface Message {
  /** WhatsApp's ID. */
  id: string;
  /** Azeer's number. */
  messageId: number;
  direction: 'in' | 'out';
  contact: Contact;
  type: string;
  /** The object named after the type. */
  content: Record<string, unknown>;
  status: string;
  createdAt: number;
}

/** The data of an account. */
export interface Business {
  readonly id: string;
  readonly number: string;
  readonly agents: Agent[];
  readonly tags: Tag[];
  readonly contacts: Contact[];
  readonly templates: Template[];
  readonly webhooks: Webhook[];
  readonly messages: Message[];
  /** The free seats of the plan. Returns 402 if there are none. */
  seats: number;
}

/** A key of a business. */
export interface Key {
  readonly name: string;
  readonly key: string;
  readonly scope: 'read' | 'read_write';
  readonly business: Business;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as issued by Azeer: HS256, with the business, the key, and its scope as claims. */
export function createToken(random: Random, claims: Record<string, unknown>): string {
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', random.uuid()).update(signed).digest('base64url')}`;
}

function createAgent(random: Random, businessId: string, name: string, displayName: string): Agent {
  const email = `${name}@example.org`;
  return {
    id: random.uuid(),
    platform_id: email,
    platform: 'WhatsApp',
    is_agent: true,
    business_id: businessId,
    email,
    name,
    display_name: displayName,
    role: 'agent',
    status: 'active',
  };
}

const TEMPLATES: readonly Template[] = [
  {
    id: 'order_ready',
    name: 'order_ready',
    language: 'en',
    category: 'UTILITY',
    status: 'approved',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
      { type: 'BODY', text: 'Hello {{1}}, your order {{2}} is ready. See you at {{3}}, {{1}}!' },
      { type: 'FOOTER', text: 'Reply STOP to stop.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Thanks' },
          { type: 'URL', text: 'Track', url: 'https://bakery.example/orders/{{1}}' },
        ],
      },
    ],
  },
  {
    id: 'opening_hours',
    name: 'opening_hours',
    language: 'en',
    category: 'MARKETING',
    status: 'approved',
    components: [{ type: 'BODY', text: 'We are open from eight to six.' }],
  },
  {
    id: 'price_list',
    name: 'price_list',
    language: 'en',
    category: 'MARKETING',
    status: 'approved',
    components: [
      { type: 'HEADER', format: 'DOCUMENT' },
      { type: 'BODY', text: 'Hello {{1}}, here are our prices.' },
    ],
  },
  {
    id: 'summer_sale',
    name: 'summer_sale',
    language: 'en',
    category: 'MARKETING',
    status: 'pending',
    components: [{ type: 'BODY', text: 'Everything must go, {{1}}!' }],
  },
];

/** A business with two agents, two tags, and four templates, one of which is not approved. */
export function createBusiness(random: Random, now: number): Business {
  const id = random.uuid();
  const agents = [createAgent(random, id, 'dana.k', 'Dana K'), createAgent(random, id, 'omar.s', 'Omar S')];
  const tag = (number: number, name: string): Tag => ({
    id: number,
    business_id: id,
    tag: name,
    colour: '#3366ff',
    description: null,
    created_by: agents[0]?.id ?? id,
    display_name: name,
    created_at: now,
    updated_at: now,
  });
  return {
    id,
    number: '966110000002',
    agents,
    tags: [tag(12, 'vip'), tag(15, 'wholesale')],
    contacts: [],
    templates: structuredClone([...TEMPLATES]),
    webhooks: [],
    messages: [],
    seats: 5,
  };
}
