import { useWorld } from '../support/world.ts';

const world = useWorld();

const list = (key: string) =>
  world().zapier.run(`triggers.${key}.operation.perform`, { authData: world().authData });

test('lists agents and tags', async () => {
  expect(await list('agent_list')).toEqual([
    { id: 'dana.k@example.org', name: 'Dana K' },
    { id: 'omar.s@example.org', name: 'Omar S' },
  ]);
  expect(await list('tag_list')).toEqual([
    { id: '12', name: 'vip' },
    { id: '15', name: 'wholesale' },
  ]);
});

test('lists approved templates only', async () => {
  expect(await list('template_list')).toEqual(
    ['order_ready', 'opening_hours', 'price_list'].map((id) => ({ id, name: id })),
  );
});

test('shows the language of templates with the same name', async () => {
  const data = [
    { id: 1, name: 'hello', language: 'en' },
    { id: 2, name: 'hello', language: 'ar' },
    { id: 3, name: 'hello' },
  ];
  world().sandbox.faults.add({ kind: 'shape', body: { data } });
  expect(await list('template_list')).toEqual([
    { id: '1', name: 'hello (en)' },
    { id: '2', name: 'hello (ar)' },
    { id: '3', name: 'hello' },
  ]);
});
