/** What the lab answers, or the sentence of what went wrong. */
export type Answer<T> = T & { readonly problem?: string };

const call = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
  const response = await fetch(`/api/${path}`, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const answer: Answer<T> = await response.json();
  return answer;
};

export const get = <T>(path: string): Promise<Answer<T>> => call<T>('GET', path);
export const post = <T = object>(path: string, body: unknown = {}): Promise<Answer<T>> =>
  call<T>('POST', path, body);
export const put = (path: string, body: unknown): Promise<Answer<object>> => call('PUT', path, body);
export const remove = (path: string): Promise<Answer<object>> => call('DELETE', path);
