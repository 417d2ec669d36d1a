import { spawn } from 'node:child_process';
import { type Connection, TransportFault } from './transport.ts';
import { wholeJob } from './whole-job.ts';

/**
 * A printer of Windows' own spooler: `winspool://EPSON%20TM-T20III`. The spooler says when it has a job, never whether
 * paper came out. It is called from PowerShell, a process of its own, so no native module is needed.
 */
export function openWindows(address: string): Promise<Connection> {
  if (process.platform !== 'win32')
    return Promise.reject(
      new TransportFault('unreachable', "Windows' printers can only be reached from Windows."),
    );
  const printer = decodeURIComponent(new URL(address.replace(/^winspool:/, 'http:')).hostname);
  return Promise.resolve(wholeJob({ deliver: (job) => send(printer, job) }));
}

function send(printer: string, job: Uint8Array): Promise<'none'> {
  return new Promise((resolve, reject) => {
    const lost = (why: string): void => reject(new TransportFault('lost', why));
    const child = spawn('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      env: { ...process.env, GALLEY_PRINTER: printer },
    });
    child.once('error', () => lost('PowerShell, by which Windows is asked to print, cannot be started.'));
    child.once('close', (code) =>
      code === 0 ? resolve('none') : lost(`Windows does not take jobs for "${printer}". Is that its name?`),
    );
    child.stdin.on('error', () => undefined); // the exit code says the same
    child.stdin.end(Buffer.from(job).toString('base64'));
  });
}

/** OpenPrinter, StartDocPrinter("RAW"), WritePrinter: the calls of winspool.drv, in their order. */
const script = `
$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd())
Add-Type @'
using System; using System.Runtime.InteropServices;
public class Raw {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  public class Doc { public string Name = "Galley"; public string File = null; public string Type = "RAW"; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  public static extern bool OpenPrinter(string name, out IntPtr handle, IntPtr defaults);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  public static extern int StartDocPrinter(IntPtr handle, int level, [In] Doc doc);
  [DllImport("winspool.drv")] public static extern bool StartPagePrinter(IntPtr handle);
  [DllImport("winspool.drv")] public static extern bool WritePrinter(IntPtr handle, byte[] bytes, int count, out int written);
  [DllImport("winspool.drv")] public static extern bool EndPagePrinter(IntPtr handle);
  [DllImport("winspool.drv")] public static extern bool EndDocPrinter(IntPtr handle);
  [DllImport("winspool.drv")] public static extern bool ClosePrinter(IntPtr handle);
}
'@
$handle = [IntPtr]::Zero
if (-not [Raw]::OpenPrinter($env:GALLEY_PRINTER, [ref]$handle, [IntPtr]::Zero)) { exit 2 }
if ([Raw]::StartDocPrinter($handle, 1, (New-Object Raw+Doc)) -eq 0) { exit 3 }
$written = 0
$ok = [Raw]::StartPagePrinter($handle) -and [Raw]::WritePrinter($handle, $bytes, $bytes.Length, [ref]$written)
[void][Raw]::EndPagePrinter($handle); [void][Raw]::EndDocPrinter($handle); [void][Raw]::ClosePrinter($handle)
if (-not $ok -or $written -ne $bytes.Length) { exit 4 }
`;
