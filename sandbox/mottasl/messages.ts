import * as v from 'valibot';
import { check } from '../checks.ts';
import { placedAt, refused } from './answers.ts';
import type { Business, Contact, Message, Template } from './business.ts';
import { addContact } from './contacts.ts';
import { announce, statusPayload } from './events.ts';
import type { World } from './world.ts';

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Statuses by the last three digits of the recipient, instead of `sent`, `delivered`, `read`. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  '901': ['failed'],
  '902': ['sent'],
  '903': ['sent', 'delivered'],
  '904': ['sent', 'pending_review'],
};

const WHOLE = ['sent', 'delivered', 'read'] as const;

const file = v.strictObject({
  link: v.pipe(v.string(), v.regex(/^https?:\/\//)),
  caption: v.exactOptional(v.pipe(v.string(), v.maxLength(1024))),
  filename: v.exactOptional(v.string()),
});

const media = v.omit(file, ['filename']);

const values = v.array(v.pipe(v.string(), v.nonEmpty()));

const to = v.pipe(v.string(), v.regex(/^\d{8,15}$/, 'must be digits only'));

/** The four documented bodies, and analogous ones for image, audio, and video. */
const body = v.variant('type', [
  v.strictObject({
    to,
    type: v.literal('text'),
    text: v.strictObject({ body: v.pipe(v.string(), v.nonEmpty()), preview_url: v.boolean() }),
  }),
  v.strictObject({ to, type: v.literal('document'), document: file }),
  v.strictObject({ to, type: v.literal('image'), image: media }),
  v.strictObject({ to, type: v.literal('audio'), audio: media }),
  v.strictObject({ to, type: v.literal('video'), video: media }),
  v.strictObject({
    to,
    type: v.literal('template'),
    template: v.strictObject({
      template_id: v.string(),
      language: v.pipe(v.string(), v.nonEmpty()),
      argument: v.strictObject({ HEADER: values, BODY: values, BUTTONS: v.exactOptional(values) }),
    }),
  }),
]);

type Given = v.InferOutput<typeof body>;

const contentOf = (given: Given): Record<string, unknown> => {
  const { to: _to, type, ...content } = given;
  const inner: unknown = Object.values(content)[0];
  return type === 'text' ? { text: given.text.body } : { ...(typeof inner === 'object' && inner) };
};

const countOf = (texts: readonly (string | undefined)[]): number =>
  texts.reduce((sum, text) => sum + new Set(text?.match(/\{\{\d+\}\}/g)).size, 0);

const textsOf = ({ components }: Template, type: string): (string | undefined)[] =>
  components
    .filter((component) => component.type === type)
    .flatMap(({ text, buttons }) => (buttons ? buttons.map(({ url }) => url) : [text]));

const hasFile = ({ components }: Template): boolean =>
  components.some(({ type, format }) => type === 'HEADER' && format !== undefined && format !== 'TEXT');

/** The reason why a template cannot be sent, or `null`. */
function templateProblem(
  business: Business,
  { template }: Extract<Given, { type: 'template' }>,
): string | null {
  const found = business.templates.find(({ id }) => id === template.template_id);
  if (!found) return `Template ${template.template_id} does not exist`;
  if (found.status !== 'approved') return `Template ${found.name} is not approved`;
  if (found.language !== template.language)
    return `Template ${found.name} has no translation ${template.language}`;
  const { HEADER, BODY, BUTTONS = [] } = template.argument;
  const wanted = [
    hasFile(found) ? 1 : countOf(textsOf(found, 'HEADER')),
    countOf(textsOf(found, 'BODY')),
    countOf(textsOf(found, 'BUTTONS')),
  ];
  const given = [HEADER, BODY, BUTTONS].map(({ length }) => length);
  return wanted.join() === given.join()
    ? null
    : `Number of parameters does not match: expected ${wanted}, got ${given}`;
}

const isWindowOpen = (world: World, { wroteAt }: Contact): boolean =>
  wroteAt !== null && world.clock.now() - wroteAt < WINDOW_MS;

function deliver(world: World, business: Business, message: Message, isOpen: boolean): void {
  const { clock, settings, endings } = world;
  const steps = isOpen
    ? (ENDINGS[endings.get(message.contact.platformId) ?? message.contact.platformId.slice(-3)] ?? WHOLE)
    : ['failed'];
  const delays = [settings.sentAfterMs, settings.deliveredAfterMs, settings.readAfterMs];
  for (const [index, status] of steps.entries()) {
    clock.at(message.createdAt + (delays[index] ?? 0), () => {
      message.status = status;
      announce(world, business, 'message_status_changed', statusPayload(world, message));
    });
  }
}

/** An ID in WhatsApp's format. */
export const newWamid = ({ random }: World): string =>
  `wamid.${Buffer.from(random.uuid()).toString('base64url').toUpperCase()}`;

/** `POST /message/send`. Texts and files need an open window. Templates don't. */
export function sendMessage(world: World, business: Business, json: unknown, create: boolean): Response {
  const { settings, clock } = world;
  const { value: given, problem } = check(body, json);
  if (!given) return refused(settings, 400, problem);
  const known = business.contacts.find(({ platformId }) => platformId === given.to);
  if (!known && !create) return refused(settings, settings.strangers, `Contact ${given.to} not found`);
  const isTemplate = given.type === 'template';
  const unfit = isTemplate ? templateProblem(business, given) : null;
  if (unfit) return refused(settings, 400, unfit);
  const contact = known ?? addContact(world, business, { platformId: given.to, name: given.to });
  const isOpen = isTemplate || isWindowOpen(world, contact);
  if (!isOpen && settings.windowClosed === 'refuse') {
    return refused(
      settings,
      400,
      'Message failed to send because more than 24 hours have passed since the customer last replied',
    );
  }
  const message: Message = {
    id: newWamid(world),
    messageId: 90_400 + business.messages.length,
    direction: 'out',
    contact,
    type: given.type,
    content: contentOf(given),
    status: 'accepted',
    createdAt: clock.now(),
  };
  business.messages.push(message);
  deliver(world, business, message, isOpen);
  announce(world, business, 'outgoing_msg', {
    id: message.id,
    direction: 'out',
    to: given.to,
    message_type: given.type,
  });
  const status = settings.sentStatus;
  if (settings.sent === 'none') return Response.json({ success: true }, { status });
  return Response.json(placedAt(settings.sent, message.id), { status });
}
