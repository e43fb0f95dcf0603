/** A JSON answer; one that is a Classic error (`{code, message}`) goes out with its code as status. */
export function answer(body: object): Response {
  const status = 'code' in body && typeof body.code === 'number' ? body.code : 200;
  return Response.json(body, { status });
}
