/** What the download page says. The page is made by the server, before any app is there that has words of its own. */
const en = {
  title: 'Get Galley',
  lead: 'A till that keeps selling when the network does not.',
  other: 'বাংলা',
  get: (system: string) => `Download for ${system}`,
  version: (version: string, date: string) => `Version ${version} · ${date}`,
  browserTitle: 'Nothing to install',
  browserText:
    'Galley also runs in the browser, with the same till inside. It works without the network once it was opened.',
  openTill: 'Open the till',
  openKitchen: 'Kitchen screen',
  openOffice: 'Back office',
  installHint: 'To keep it as an app on this device:',
  allTitle: 'All systems',
  none: 'This server offers no installer yet.',
  noneText:
    'Whoever runs it puts signed releases into its releases folder. Until then use Galley in the browser.',
  notesTitle: 'What is new',
  stepsTitle: 'How to install',
  steps: {
    windows: [
      'Open the file that was downloaded.',
      'Windows names the publisher: it must say Galley. Choose Install.',
      'Galley starts by itself. Enter the code that the office shows for this till.',
    ],
    macos: [
      'Open the file that was downloaded and drag Galley into Applications.',
      'Start Galley from Applications, and choose Open when the system asks.',
      'Enter the code that the office shows for this till.',
    ],
    linux: [
      'Debian, Ubuntu: sudo apt install ./galley-….deb. Fedora: sudo dnf install ./galley-….rpm.',
      'Anything else: make the AppImage executable and start it.',
      'Enter the code that the office shows for this till.',
    ],
  },
  checkTitle: 'Is it the real one?',
  checkText:
    'An installed Galley checks the signature of every update by itself. For the first download compare the SHA-512 of the file:',
  signedBy: (keys: string) => `Signed with Ed25519 by ${keys}.`,
  manifest: 'Signed list of files',
  parts: 'List of parts (SBOM)',
  address: (origin: string) => `The address of this server, should Galley ask for it: ${origin}`,
  kinds: {
    nsis: 'Installer',
    dmg: 'Disk image',
    zip: 'ZIP',
    appImage: 'AppImage',
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
  },
  hints: {
    chromium:
      'Chrome or Edge: the install sign at the right end of the address bar, or the menu, then Install Galley.',
    ios: 'Safari: the share sign, then Add to Home Screen.',
    android: 'Chrome: the menu with three dots, then Install app.',
    firefox: 'Firefox cannot install it; use Chrome or Edge for a till.',
  },
};
export type Words = typeof en;

const bn: Words = {
  title: 'গ্যালি নিন',
  lead: 'যে কাউন্টার নেটওয়ার্ক না থাকলেও বিক্রি চালিয়ে যায়।',
  other: 'English',
  get: (system) => `${system}-এর জন্য ডাউনলোড`,
  version: (version, date) => `সংস্করণ ${version} · ${date}`,
  browserTitle: 'ইনস্টল না করেও চলে',
  browserText: 'ব্রাউজারেও গ্যালি চলে, ভেতরে একই কাউন্টার। একবার খুললে পরে নেটওয়ার্ক ছাড়াও কাজ করে।',
  openTill: 'কাউন্টার খুলুন',
  openKitchen: 'রান্নাঘরের পর্দা',
  openOffice: 'অফিস',
  installHint: 'এই যন্ত্রে অ্যাপ হিসেবে রাখতে:',
  allTitle: 'সব সিস্টেম',
  none: 'এই সার্ভারে এখনো কোনো ইনস্টলার নেই।',
  noneText: 'যিনি সার্ভার চালান তিনি স্বাক্ষরিত রিলিজ রাখবেন। ততদিন ব্রাউজারে গ্যালি ব্যবহার করুন।',
  notesTitle: 'নতুন কী',
  stepsTitle: 'যেভাবে ইনস্টল করবেন',
  steps: {
    windows: [
      'ডাউনলোড করা ফাইলটি খুলুন।',
      'Windows প্রকাশকের নাম দেখাবে: Galley থাকতে হবে। Install চাপুন।',
      'গ্যালি নিজেই চালু হবে। অফিসে দেখানো এই কাউন্টারের কোডটি লিখুন।',
    ],
    macos: [
      'ডাউনলোড করা ফাইলটি খুলে Galley-কে Applications-এ টেনে নিন।',
      'Applications থেকে Galley চালু করুন, সিস্টেম জিজ্ঞেস করলে Open চাপুন।',
      'অফিসে দেখানো এই কাউন্টারের কোডটি লিখুন।',
    ],
    linux: [
      'Debian, Ubuntu: sudo apt install ./galley-….deb। Fedora: sudo dnf install ./galley-….rpm।',
      'অন্য সিস্টেমে: AppImage ফাইলটিকে executable করে চালু করুন।',
      'অফিসে দেখানো এই কাউন্টারের কোডটি লিখুন।',
    ],
  },
  checkTitle: 'ফাইলটি আসল তো?',
  checkText: 'ইনস্টল করা গ্যালি প্রতিটি আপডেটের স্বাক্ষর নিজেই যাচাই করে। প্রথমবার ফাইলের SHA-512 মিলিয়ে নিন:',
  signedBy: (keys) => `Ed25519 স্বাক্ষর: ${keys}।`,
  manifest: 'ফাইলের স্বাক্ষরিত তালিকা',
  parts: 'উপাদানের তালিকা (SBOM)',
  address: (origin) => `গ্যালি সার্ভারের ঠিকানা চাইলে লিখুন: ${origin}`,
  kinds: {
    nsis: 'ইনস্টলার',
    dmg: 'ডিস্ক ইমেজ',
    zip: 'ZIP',
    appImage: 'AppImage',
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
  },
  hints: {
    chromium: 'Chrome বা Edge: ঠিকানা বারের ডান দিকের ইনস্টল চিহ্ন, বা মেনু থেকে Install Galley।',
    ios: 'Safari: শেয়ার চিহ্ন, তারপর Add to Home Screen।',
    android: 'Chrome: তিন ফোঁটার মেনু, তারপর Install app।',
    firefox: 'Firefox-এ ইনস্টল হয় না; কাউন্টারের জন্য Chrome বা Edge ব্যবহার করুন।',
  },
};

export function wordsOf(language: string): { readonly code: 'en' | 'bn'; readonly words: Words } {
  return language.startsWith('bn') ? { code: 'bn', words: bn } : { code: 'en', words: en };
}
