import type { Result } from '@galley/shared/values/result.ts';
import {
  cancellationSchema,
  diversionSchema,
  pauseSchema,
  printerConditionSchema,
  printJobSchema,
  printReportSchema,
  printReportsSchema,
  resolutionSchema,
} from '@galley/shared/wire/print-jobs.ts';
import {
  findPrintersSchema,
  foundPrintersSchema,
  printerSetUpSchema,
  setUpPrinterSchema,
} from '@galley/shared/wire/print-setup.ts';
import { updateFactsSchema } from '@galley/shared/domain/update-gate.ts';
import { z } from 'zod';
import {
  backupFileSchema,
  boxReadSchema,
  boxSizeSchema,
  boxTextSchema,
  boxWriteSchema,
} from './black-box-contract.ts';

/** Where the app comes from in Electron, for ever: what a till has stored belongs to this origin and to no other. */
export const appOrigin = 'app://galley';

/** The pages, each with a window of its own; a channel says which of them may use it. */
export const pages = ['till', 'office', 'kitchen', 'display'] as const;
export type Page = (typeof pages)[number];

/** What crosses between a page and the shell: the data of the request and of the answer. */
export type Channel = {
  readonly pages: readonly Page[];
  readonly request: z.ZodType;
  readonly response: z.ZodType;
};

const jobId = printJobSchema.shape.id;

/** What the process that prints answers. */
const printChannels = {
  submitPrintJob: { pages: ['till'], request: printJobSchema, response: printReportSchema },
  /** A long poll, as the print agent's: waits for the next report if there is none beyond the position. */
  readPrintReports: {
    pages: ['till'],
    request: z.object({ after: z.int().min(0), waitSeconds: z.number().min(0).max(60) }),
    response: printReportsSchema,
  },
  resolvePrintJob: {
    pages: ['till'],
    request: resolutionSchema.extend({ id: jobId }),
    response: printReportSchema,
  },
  cancelPrintJob: {
    pages: ['till'],
    request: cancellationSchema.extend({ id: jobId }),
    response: printReportSchema,
  },
  divertPrintJob: {
    pages: ['till'],
    request: diversionSchema.extend({ id: jobId }),
    response: printReportSchema,
  },
  askPrinter: { pages: ['till'], request: diversionSchema, response: printerConditionSchema },
  pausePrinter: { pages: ['till'], request: pauseSchema, response: printerConditionSchema },
  findPrinters: { pages: ['till'], request: findPrintersSchema, response: foundPrintersSchema },
  setUpPrinter: { pages: ['till'], request: setUpPrinterSchema, response: printerSetUpSchema },
} as const satisfies Record<string, Channel>;
export type PrintChannel = keyof typeof printChannels;
// the keys of this object are their names
export const printChannelNames = Object.keys(printChannels) as PrintChannel[];

const nothing = z.object({});
const secretName = z.enum(['signingKey']);
/** How well this system keeps a secret: `weak` needs an encrypted disk. */
const protectionSchema = z.enum(['system', 'weak']);

/** Everything a page may ask of the shell: name -> request, response. An answer is always a Result. */
export const channels = {
  ...printChannels,
  /** The till's black box: whatever it records, once more, outside of the profile. */
  readBlackBox: { pages: ['till'], request: boxReadSchema, response: boxTextSchema },
  appendBlackBox: { pages: ['till'], request: boxWriteSchema, response: boxSizeSchema },
  replaceBlackBox: { pages: ['till'], request: boxWriteSchema, response: boxSizeSchema },
  /** A backup of what is not safe on the server, in a folder beside the profile; answers where. */
  keepBackup: {
    pages: ['till'],
    request: backupFileSchema,
    response: z.object({ path: z.string() }),
  },
  /** What must outlive the profile and is nobody else's business, sealed by the system. */
  keepSecret: {
    pages: ['till'],
    request: z.object({ name: secretName, value: z.string().max(4096) }),
    response: z.object({ protection: protectionSchema }),
  },
  readSecret: {
    pages: ['till'],
    request: z.object({ name: secretName }),
    response: z.object({ value: z.string().nullable(), protection: protectionSchema }),
  },
  /** A shift is open, or not any more. */
  keepAwake: { pages: ['till'], request: z.object({ awake: z.boolean() }), response: nothing },
  /** The window that the guest sees, on the second screen where there is one. */
  showDisplay: { pages: ['till'], request: z.object({ shown: z.boolean() }), response: nothing },
  /** Fetches the newest release that is meant for the branch, and says which one lies ready. */
  fetchUpdate: {
    pages: ['till'],
    request: z.object({ branchId: z.uuid() }),
    response: z.object({ version: z.string().nullable() }),
  },
  /** Puts it in place, if the page's facts and the file agree; the app ends and starts again. */
  installUpdate: { pages: ['till'], request: z.object({ facts: updateFactsSchema }), response: nothing },
  /** The till is drawn, so the version that was put in place last works on this device. */
  reportHealthy: { pages: ['till'], request: z.object({ drawn: z.literal(true) }), response: nothing },
  /** A manager leaves the full screen; it is back at the next start. */
  leaveKiosk: { pages: ['till'], request: z.object({ approvedBy: z.uuid() }), response: nothing },
} as const satisfies Record<string, Channel>;

export type ChannelName = keyof typeof channels;
/** What a page sends: the shell fills in what may be left out. */
export type Asked<N extends ChannelName> = z.input<(typeof channels)[N]['request']>;
export type Heard<N extends ChannelName> = z.output<(typeof channels)[N]['request']>;
export type Answered<N extends ChannelName> = z.output<(typeof channels)[N]['response']>;

/** What the preload script puts into a page as `galley`: one function a channel, and where the server is. */
export type Bridge = {
  readonly [N in ChannelName]: (request: Asked<N>) => Promise<Result<Answered<N>>>;
} & {
  readonly serverUrl: string;
  /** Nobody leaves the full screen but by `leaveKiosk`. */
  readonly kiosk: boolean;
};

export const channelNames = Object.keys(channels).filter(isChannelName);

function isChannelName(name: string): name is ChannelName {
  return Object.hasOwn(channels, name);
}
