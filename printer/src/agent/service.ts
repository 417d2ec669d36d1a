/** How the agent starts by itself with the machine: a file, where it belongs, and what to type. */
export type Service = { readonly path: string; readonly text: string; readonly steps: readonly string[] };

export type ServiceSetting = {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The whole command, word by word: program first. */
  readonly command: readonly string[];
  readonly home: string;
};

export function serviceFor({ platform, command, home }: ServiceSetting): Service {
  switch (platform) {
    case 'linux':
      return {
        path: `${home}/.config/systemd/user/galley-print-agent.service`,
        text: unit(command),
        steps: [
          'systemctl --user daemon-reload',
          'systemctl --user enable --now galley-print-agent',
          'loginctl enable-linger "$USER"    # so that it runs before anybody signs in',
          'sudo usermod -aG lp,dialout "$USER"    # for USB and serial printers; sign in again after it',
          'journalctl --user -u galley-print-agent    # shows the code that pairs a till',
        ],
      };
    case 'darwin':
      return {
        path: `${home}/Library/LaunchAgents/app.galley.print-agent.plist`,
        text: plist(command, home),
        steps: [
          'launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/app.galley.print-agent.plist',
          'tail ~/Library/Logs/galley-print-agent.log    # shows the code that pairs a till',
        ],
      };
    case 'win32':
      return {
        path: `${home}\\galley-print-agent.cmd`,
        text: `@echo off\r\n${command.map(quoteForWindows).join(' ')} >> "%LOCALAPPDATA%\\galley-print-agent.log" 2>&1\r\n`,
        steps: [
          `schtasks /Create /TN "Galley print agent" /SC ONLOGON /RL LIMITED /TR "${home}\\galley-print-agent.cmd"`,
          'schtasks /Run /TN "Galley print agent"',
          'type "%LOCALAPPDATA%\\galley-print-agent.log"    (shows the code that pairs a till)',
        ],
      };
  }
}

function unit(command: readonly string[]): string {
  return `[Unit]
Description=Galley print agent: prints for the till in the browser
After=network.target

[Service]
ExecStart=${command.map(quoteForSystemd).join(' ')}
Restart=always
RestartSec=2
# A job at work gets the time to end; what has not ended by then is asked about at the next start.
TimeoutStopSec=10

[Install]
WantedBy=default.target
`;
}

/** systemd reads % as a specifier and $ as a variable, also inside quotes. */
function quoteForSystemd(word: string): string {
  const safe = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('$', '$$$$');
  return /^[\w@%+=:,./-]+$/.test(word) ? safe : `"${safe}"`;
}

function plist(command: readonly string[], home: string): string {
  const xml = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>app.galley.print-agent</string>
  <key>ProgramArguments</key>
  <array>
${command.map((word) => `    <string>${xml(word)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>StandardOutPath</key><string>${xml(home)}/Library/Logs/galley-print-agent.log</string>
  <key>StandardErrorPath</key><string>${xml(home)}/Library/Logs/galley-print-agent.log</string>
</dict>
</plist>
`;
}

function quoteForWindows(word: string): string {
  return `"${word.replaceAll('%', '%%')}"`;
}
