import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { type ReleaseStore, releasePath, type StoredFile } from './store.ts';

export type S3Setting = {
  /** `https://s3.eu-central-1.amazonaws.com`, or that of any store that speaks the same: MinIO, R2, Garage. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Before `stable/…` and `beta/…`; empty, or ending with a slash. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** A bucket of an S3-compatible store, read with signed requests. */
export function createS3Store(setting: S3Setting): ReleaseStore {
  const { endpoint, bucket, prefix, region, accessKeyId, secretAccessKey } = setting;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 });
  const base = `${endpoint.replace(/\/$/, '')}/${bucket}`;
  return {
    async list() {
      const files: StoredFile[] = [];
      let token: string | null = null;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix });
        if (token !== null) query.set('continuation-token', token);
        const response = await client.fetch(`${base}?${query.toString()}`);
        const text = await response.text();
        if (!response.ok)
          throw new Error(`The release store answers ${response.status}: ${text.slice(0, 200)}`);
        for (const [, entry = ''] of text.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
          const path = textOf(entry, 'Key').slice(prefix.length);
          if (!releasePath.test(path)) continue;
          files.push({ path, size: Number(textOf(entry, 'Size')), tag: textOf(entry, 'ETag') });
        }
        token = textOf(text, 'IsTruncated') === 'true' ? textOf(text, 'NextContinuationToken') : null;
      } while (token !== null);
      return files;
    },
    async open(file, range) {
      const response = await client.fetch(`${base}/${prefix}${file.path}`, {
        headers: {
          'if-match': file.tag,
          ...(range && { range: `bytes=${range.start}-${range.end}` }),
        },
      });
      if (response.status === 404 || response.status === 412) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok || !response.body) throw new Error(`The release store answers ${response.status}.`);
      return Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]); // the same stream, typed by Node
    },
  };
}

/** The listing is flat and of one vendor's format, which no names of ours can break: those are checked by `releasePath`. */
function textOf(xml: string, tag: string): string {
  const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(xml)?.[1] ?? '';
  return text.replaceAll('&quot;', '"').replaceAll('&#34;', '"').replaceAll('&amp;', '&');
}
