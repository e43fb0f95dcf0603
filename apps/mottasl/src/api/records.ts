import { idIn, recordIn } from './lists.ts';
import { type Fields, firstText, timeOf } from './shapes.ts';

/** Somebody of the business who answers chats. */
export interface Agent {
  /** What a contact is assigned by: `platform_id`, an e-mail address in the only documented example. */
  readonly id: string;
  /** Azeer's own id. */
  readonly agent_id: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly status: string | null;
}

/** An agent to create. */
export interface NewAgent {
  readonly role: string;
  readonly email: string;
  readonly name: string;
  readonly display_name: string;
  readonly status: string;
}

/** A tag for contacts. */
export interface Tag {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly colour: string | null;
  readonly created_at: string | null;
}

/** A tag of the list, which can be used. */
export type ListedTag = Tag & { readonly id: string; readonly name: string };

const EMAIL = /^\S+@\S+$/;

/** An agent of the list; `null` where nothing in it could be assigned to. */
export const readAgent = (record: Fields): Agent | null => {
  const agentId = firstText(record, 'id', 'agent_id');
  const platformId = firstText(record, 'platform_id', 'email');
  const id = platformId ?? agentId;
  if (id === null) return null;
  return {
    id,
    agent_id: agentId,
    name: firstText(record, 'display_name', 'name', 'profile_display_name', 'profile_name') ?? id,
    email: firstText(record, 'email') ?? (EMAIL.test(id) ? id : null),
    role: firstText(record, 'role'),
    status: firstText(record, 'status'),
  };
};

const tagOf = (record: Fields): Tag => ({
  id: firstText(record, 'id', 'tag_id'),
  name: firstText(record, 'tag', 'name', 'display_name'),
  description: firstText(record, 'description'),
  colour: firstText(record, 'colour', 'color'),
  created_at: timeOf(firstText(record, 'created_at')),
});

/** A tag of the list; `null` where it has no id, for a contact could not be given it. */
export const readTag = (record: Fields): ListedTag | null => {
  const { id, name, ...tag } = tagOf(record);
  return id === null ? null : { ...tag, id, name: name ?? id };
};

/** The tag that was created; what the answer does not hold is as it was asked for. */
export const readMadeTag = (answer: unknown, asked: Pick<Tag, 'name' | 'description' | 'colour'>): Tag => {
  const made = tagOf(recordIn(answer));
  return {
    ...made,
    name: made.name ?? asked.name,
    description: made.description ?? asked.description,
    colour: made.colour ?? asked.colour,
  };
};

/** The id of the agent that was created; `null` where the answer holds none. */
export const readMadeAgentId = (answer: unknown): string | null => idIn(answer, 'agent_id', 'id');
