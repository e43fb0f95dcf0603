import { idIn, recordIn } from './lists.ts';
import { type Fields, firstText, timeOf } from './shapes.ts';

export interface Agent {
  /** `platform_id`, which assigns contacts. An email address in the only documented example. */
  readonly id: string;
  readonly agent_id: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly role: string | null;
  readonly status: string | null;
}

export interface NewAgent {
  readonly role: string;
  readonly email: string;
  readonly name: string;
  readonly display_name: string;
  readonly status: string;
}

export interface Tag {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly colour: string | null;
  readonly created_at: string | null;
}

export type ListedTag = Tag & { readonly id: string; readonly name: string };

const EMAIL = /^\S+@\S+$/;

/** Reads an agent, or `null` if it has no ID for assignments. */
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

/** Reads a tag, or `null` if it has no ID. */
export const readTag = (record: Fields): ListedTag | null => {
  const { id, name, ...tag } = tagOf(record);
  return id === null ? null : { ...tag, id, name: name ?? id };
};

/** Reads the created tag. Fills missing values with the requested ones. */
export const readMadeTag = (answer: unknown, asked: Pick<Tag, 'name' | 'description' | 'colour'>): Tag => {
  const made = tagOf(recordIn(answer));
  return {
    ...made,
    name: made.name ?? asked.name,
    description: made.description ?? asked.description,
    colour: made.colour ?? asked.colour,
  };
};

export const readMadeAgentId = (answer: unknown): string | null => idIn(answer, 'agent_id', 'id');
