import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import * as v from 'valibot';
import { answerCheck } from '../publish-lint/answer.ts';

const upload = v.object({ zip_file: v.string(), source_zip_file: v.string() });
const checked = v.object({ app_definition: v.unknown() });
const job = v.object({
  job: v.variant('name', [
    v.object({ name: v.literal('promote'), to_version: v.string(), changelog: v.string() }),
    v.object({
      name: v.literal('migrate'),
      from_version: v.string(),
      to_version: v.string(),
      percent_human: v.number(),
      email: v.optional(v.string()),
      email_type: v.optional(v.picklist(['user', 'account'])),
    }),
  ]),
});

type Job = v.InferOutput<typeof job>['job'];

/** An uploaded version. */
export interface Uploaded {
  readonly zip: Buffer;
  readonly source: Buffer;
  readonly state: 'private' | 'promoted';
  /** The release notes for users. Only promoted versions have them. */
  readonly changelog: string | null;
}

/** A stand-in for Zapier that the platform's CLI reaches through `ZAPIER_ENDPOINT`. */
export interface Endpoint {
  readonly url: string;
  /** Whether the integration is public. Until then, promoting fails with the URL of a page to request it. */
  isPublic: boolean;
  readonly versions: Map<string, Uploaded>;
  /** The version for new connections: the one promoted last. */
  production: string | null;
  /** Promotions and migrations, oldest first. */
  readonly jobs: Job[];
  /** All requests, such as `PUT /apps/7/versions/1.0.0`. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** The ID of the integration that the key belongs to. */
export const APP_ID = 4242;

const APP = {
  title: 'Mobivate',
  key: `App${APP_ID}`,
  description: 'Mobivate is a bulk SMS platform.',
  app_category: 'phone',
  intention: 'global',
  role: 'employee',
};

/**
 * Starts a stand-in for Zapier's publishing API. It checks definitions with this project's checks, stores
 * uploads, promotes, and migrates. Like Zapier, it refuses to overwrite a promoted version.
 * @param key the expected deploy key
 */
export const startEndpoint = async (app: string, key: string): Promise<Endpoint> => {
  const versions = new Map<string, Uploaded>();
  const requests: string[] = [];
  const jobs: Job[] = [];
  const endpoint: Pick<Endpoint, 'isPublic' | 'production'> = { isPublic: true, production: null };
  const web = new Hono();
  web.use(async (context, next) => {
    requests.push(`${context.req.method} ${context.req.path}`);
    await next();
  });
  web.use('/apps/*', async (context, next) => {
    if (context.req.header('x-deploy-key') !== key) return context.json({ errors: ['unknown key'] }, 401);
    return next();
  });
  const described = (id: number) => ({
    id,
    ...APP,
    public: endpoint.isPublic,
    latest_version: endpoint.production,
  });
  web.get('/apps', (context) => context.json({ objects: [described(APP_ID)] }));
  web.get('/apps/:id', (context) => context.json(described(Number(context.req.param('id')))));
  web.get('/apps/:id/versions', (context) =>
    context.json({
      objects: [...versions].map(([version, { state }]) => ({
        version,
        user_count: 0,
        lifecycle: { status: state },
      })),
    }),
  );
  web.post('/check', async (context) =>
    context.json(answerCheck(app, v.parse(checked, await context.req.json()).app_definition)),
  );
  web.put('/apps/:id/versions/:version', async (context) => {
    const version = context.req.param('version');
    if (versions.get(version)?.state === 'promoted') {
      return context.json({ errors: [`${version} was promoted and stays as it is`] }, 403);
    }
    const { zip_file, source_zip_file } = v.parse(upload, await context.req.json());
    versions.set(version, {
      zip: Buffer.from(zip_file, 'base64'),
      source: Buffer.from(source_zip_file, 'base64'),
      state: 'private',
      changelog: null,
    });
    return context.json({});
  });
  web.post('/apps/:id/pre-migration-require-confirmation-checks', (context) => context.json({}));
  web.post('/apps/:id/migrations', async (context) => {
    const { job: asked } = v.parse(job, await context.req.json());
    const uploaded = versions.get(asked.to_version);
    if (!uploaded) return context.json({ errors: [`there is no ${asked.to_version}`] }, 404);
    if (!endpoint.isPublic) {
      return context.json(
        { activationInfo: { url: `https://zapier.com/app/developer/app/${APP.title}` } },
        400,
      );
    }
    jobs.push(asked);
    if (asked.name === 'promote') {
      versions.set(asked.to_version, { ...uploaded, state: 'promoted', changelog: asked.changelog });
      endpoint.production = asked.to_version;
    }
    return context.json({});
  });
  web.get('/apps/:id/migrations', (context) =>
    context.json({
      objects: jobs.map((done, index) => ({
        app_title: APP.title,
        job_id: index + 1,
        job_kind: done.name,
        job_stage: 'complete',
        from_selected_api: `${APP.key}@${done.name === 'migrate' ? done.from_version : '-'}`,
        to_selected_api: `${APP.key}@${done.to_version}`,
        started_at: index * 1000 + 1,
      })),
    }),
  );
  let server: ServerType | undefined;
  const port = await new Promise<number>((resolve) => {
    server = serve({ fetch: web.fetch, hostname: '127.0.0.1', port: 0 }, (info) => resolve(info.port));
  });
  const close = () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  return Object.assign(endpoint, { url: `http://127.0.0.1:${port}`, versions, jobs, requests, close });
};
