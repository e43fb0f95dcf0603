/** A JSON response. A Classic error (`{code, message}`) has its code as status. */
export function answer(body: object): Response {
  const status = 'code' in body && typeof body.code === 'number' ? body.code : 200;
  return Response.json(body, { status });
}
