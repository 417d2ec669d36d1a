/** What the printing program says of a printer, in Bangla. */
export function inBangla(cause: string): string {
  return sentences.reduce(
    (words, { pattern, ours }) =>
      words.replaceAll(pattern, (...found: string[]) =>
        ours.replaceAll(/\{(\d)\}/g, (_, at: string) => found[Number(at)] ?? ''),
      ),
    cause,
  );
}

/**
 * The program speaks English; sentence by sentence, so that those which come together are found as well. `{1}` stands
 * for what it names: a path or one word, between quotation marks anything.
 */
const bangla: Readonly<Record<string, string>> = {
  'The cover is open. Close it.': 'প্রিন্টারের ঢাকনা খোলা। বন্ধ করুন।',
  'The paper is out. Load a new roll.': 'কাগজ শেষ। নতুন রোল লাগান।',
  'The cutter is jammed. Open the cover and clear it.': 'কাটার আটকে গেছে। ঢাকনা খুলে আটকানো কাগজ সরান।',
  'The printer reports a fault. Switch it off and on again.': 'প্রিন্টারে ত্রুটি। বন্ধ করে আবার চালু করুন।',
  'The print head is too hot. It goes on by itself.': 'প্রিন্টার গরম হয়ে গেছে। একটু পরে নিজেই চলবে।',
  'The printer reports an error. Open and close its cover.': 'প্রিন্টারে সমস্যা। ঢাকনা একবার খুলে বন্ধ করুন।',
  'The printer is offline. Look at its lamps and buttons.': 'প্রিন্টার অফলাইন। বাতি আর বোতামগুলো দেখুন।',
  'The ticket is half printed.': 'টিকিটটির অর্ধেক ছাপা হয়েছে।',
  'Look whether the paper came out.': 'কাগজটি বেরিয়েছে কি না দেখুন।',
  'The printer did not confirm the ticket.': 'ছাপা হয়েছে কি না প্রিন্টার জানায়নি।',
  'The printer stopped in the middle of the ticket.': 'টিকিটের মাঝখানে প্রিন্টার থেমে গেছে।',
  'The connection to the printer broke.': 'প্রিন্টারের সংযোগ ছিঁড়ে গেছে।',
  'Printing was interrupted.': 'ছাপা মাঝপথে থেমে গেছে।',
  'Too late to print.': 'ছাপার সময় পেরিয়ে গেছে।',
  'The printer does not answer. Is another till printing on it? Else switch it off and on again.':
    'প্রিন্টার সাড়া দিচ্ছে না। অন্য কাউন্টার কি এতে ছাপছে? না হলে বন্ধ করে আবার চালু করুন।',
  'The printer does not answer. Is it on, and on the network?':
    'প্রিন্টার সাড়া দিচ্ছে না। এটি চালু আর নেটওয়ার্কে আছে তো?',
  'The printer refuses the connection. Is it on, and is the address right?':
    'প্রিন্টার সংযোগ নিচ্ছে না। এটি চালু আছে তো, ঠিকানা ঠিক আছে তো?',
  'The printer cannot be reached. Check its cable and its address.': 'প্রিন্টারে পৌঁছানো যাচ্ছে না। তার আর ঠিকানা দেখুন।',
  'The printer cannot be reached.': 'প্রিন্টারে পৌঁছানো যাচ্ছে না।',
  'There is no network. Check the cable or the Wi-Fi of this till.':
    'নেটওয়ার্ক নেই। এই কাউন্টারের তার বা ওয়াই-ফাই দেখুন।',
  'Nothing on the network has the name of this printer.': 'এই নামের কোনো প্রিন্টার নেটওয়ার্কে নেই।',
  'This printer is set to the language of Star printers. Set it to ESC/POS with its switches or its setup tool.':
    'প্রিন্টারটি স্টার ভাষায় চলছে। এর সুইচ বা সেটআপ থেকে ESC/POS বেছে নিন।',
  'The print agent does not answer. Start it on this device; what waits prints by itself then.':
    'ছাপার প্রোগ্রাম সাড়া দিচ্ছে না। এই যন্ত্রে চালু করুন; যা অপেক্ষায় আছে তখন নিজেই ছাপা হবে।',
  'It waited for 20 minutes and was not printed. Tell the kitchen.':
    '২০ মিনিট অপেক্ষার পরও ছাপা হয়নি। রান্নাঘরকে জানান।',
  'The printer did not print it.': 'প্রিন্টার এটি ছাপেনি।',
  'The printer does not answer. Is it on?': 'প্রিন্টার সাড়া দিচ্ছে না। এটি চালু আছে তো?',
  'What answers there does not speak ePOS-Print. Switch it on in the printer.':
    'এই ঠিকানায় যে সাড়া দেয় সে ePOS-Print বোঝে না। প্রিন্টারের সেটিংসে এটি চালু করুন।',
  'There is no printer at {1}. Is its cable in, and is it on?':
    '{1} ঠিকানায় কোনো প্রিন্টার নেই। তার লাগানো আর প্রিন্টার চালু আছে তো?',
  'This user may not use {1}. Add the user to the group that owns it (lp, dialout).':
    'এই ব্যবহারকারীর {1} ব্যবহারের অনুমতি নেই। যে গ্রুপের সেটি (lp, dialout), তাতে ব্যবহারকারীকে যোগ করুন।',
  'Another program holds {1}. Close it.': 'অন্য একটি প্রোগ্রাম {1} ধরে রেখেছে। সেটি বন্ধ করুন।',
  '{1} does not answer. Switch the printer off and on again.': '{1} সাড়া দিচ্ছে না। প্রিন্টার বন্ধ করে আবার চালু করুন।',
  '{1} cannot be used. Take the cable out and put it in again.': '{1} ব্যবহার করা যাচ্ছে না। তারটি খুলে আবার লাগান।',
  '{1} cannot be opened ({2}). Take the cable out and put it in again.':
    '{1} খোলা যাচ্ছে না ({2})। তারটি খুলে আবার লাগান।',
  '{1} cannot be set to {2} baud. Is it a serial line?':
    '{1} লাইনে {2} বড গতি বসানো যাচ্ছে না। এটি সিরিয়াল লাইন তো?',
  '{1} cannot be written. Is the disk full?': '{1} ফাইলে লেখা যাচ্ছে না। ডিস্ক কি ভরে গেছে?',
  '{1} cannot be written.': '{1} ফাইলে লেখা যাচ্ছে না।',
  'CUPS is not installed on this machine (cups-client).': 'এই যন্ত্রে CUPS বসানো নেই (cups-client)।',
  'CUPS has no queue named "{1}". Is that its name?': 'CUPS-এ "{1}" নামে কোনো সারি নেই। নামটি ঠিক তো?',
  'The queue "{1}" of CUPS is switched off. Switch it on (cupsenable).':
    'CUPS-এর "{1}" সারি বন্ধ। চালু করুন (cupsenable)।',
  'CUPS did not take the job. Look at its queue.': 'CUPS কাজটি নেয়নি। এর সারি দেখুন।',
  "Windows' printers can only be reached from Windows.": 'Windows-এর প্রিন্টারে শুধু Windows থেকেই ছাপা যায়।',
  'PowerShell, by which Windows is asked to print, cannot be started.':
    'PowerShell চালু করা যাচ্ছে না; Windows-এ ছাপতে এটি লাগে।',
  'Windows does not take jobs for "{1}". Is that its name?': 'Windows "{1}" প্রিন্টারে ছাপছে না। নামটি ঠিক তো?',
  'No way to reach a printer at {1}. Use tcp://host:port.':
    '{1} ঠিকানায় প্রিন্টারে পৌঁছানোর উপায় নেই। এভাবে লিখুন: tcp://host:port।',
  'There is no printer profile "{1}". Choose another.': '"{1}" নামে কোনো প্রিন্টারের ধরন নেই। অন্যটি বেছে নিন।',
  'No cash drawer can hang on a printer of type {1}.': '{1} ধরনের প্রিন্টারে ক্যাশ ড্রয়ার লাগানো যায় না।',
  '"{1}" ({2}) in "{3}" cannot be printed. Write it in another way.':
    '"{3}" লেখার "{1}" ({2}) অক্ষরটি ছাপা যায় না। অন্যভাবে লিখুন।',
  'The QR code is wider than the paper.': 'QR কোড কাগজের চেয়ে চওড়া।',
  'The bar code "{1}" is wider than the paper.': '"{1}" বারকোড কাগজের চেয়ে চওড়া।',
  '"{1}" cannot be a bar code of this kind.': '"{1}" দিয়ে এই ধরনের বারকোড হয় না।',
  '"{1}" is wider than the paper and must not be cut. Use a smaller size.':
    '"{1}" কাগজের চেয়ে চওড়া, আর কাটা চলবে না। ছোট অক্ষর নিন।',
  '"{1}" is wider than its place on the paper. Use a smaller size.': '"{1}" তার জায়গার চেয়ে চওড়া। ছোট অক্ষর নিন।',
  'A picture of {1} dots is wider than the paper.': '{1} ডট চওড়া ছবি কাগজে ধরে না।',
  'The print journal {1} cannot be read.': 'ছাপার খাতা {1} পড়া যাচ্ছে না।',
  'The print journal cannot be written. Is the disk full?': 'ছাপার খাতায় লেখা যাচ্ছে না। ডিস্ক কি ভরে গেছে?',
  'The drawer is opened from the till, never by an old job.': 'ড্রয়ার কাউন্টার থেকে খোলা হয়, পুরোনো কাজ দিয়ে নয়।',
  'This paper is not in doubt any more.': 'এই কাগজ নিয়ে আর সন্দেহ নেই।',
  'This paper is no longer kept here. Print it anew from its receipt or order.':
    'কাগজটি এখানে আর রাখা নেই। রসিদ বা অর্ডার থেকে নতুন করে ছাপুন।',
  'It is too late to take this paper back.': 'এই কাগজ ফিরিয়ে নেওয়ার সময় পেরিয়ে গেছে।',
  'It is too late to print this paper elsewhere.': 'এই কাগজ অন্য প্রিন্টারে পাঠানোর সময় পেরিয়ে গেছে।',
  'There is no print job {1}.': '{1} নামে কোনো ছাপার কাজ নেই।',
  'It waited for 20 minutes and was not printed. Print it again.': '২০ মিনিট অপেক্ষার পরও ছাপা হয়নি। আবার ছাপুন।',
  'It waited for 2 minutes and was not printed. Print it again if it is wanted.':
    '২ মিনিট অপেক্ষার পরও ছাপা হয়নি। লাগলে আবার ছাপুন।',
  'The bill waited for 2 minutes and was not printed. Print it again.':
    '২ মিনিট অপেক্ষার পরও বিল ছাপা হয়নি। আবার ছাপুন।',
  'The test page could not be printed in time.': 'পরীক্ষার পাতা সময়মতো ছাপা যায়নি।',
  'The drawer could not be opened in time. Open it with its key.': 'ড্রয়ার সময়মতো খোলা যায়নি। চাবি দিয়ে খুলুন।',
  'The printing program forgot it half way. Look at the printer.':
    'ছাপার প্রোগ্রাম এটি মাঝপথে ভুলে গেছে। প্রিন্টারের কাছে গিয়ে দেখুন।',
  'This job is damaged and cannot be printed.': 'এই কাজটির তথ্য নষ্ট, ছাপা যাবে না।',
  'Printing on this device does not answer. Start Galley again; what waits prints by itself then.':
    'এই যন্ত্রের ছাপার অংশ সাড়া দিচ্ছে না। Galley আবার চালু করুন; যা অপেক্ষায় আছে তখন নিজেই ছাপা হবে।',
  'Printing on this device has stopped for a moment and starts again by itself. What waits prints then.':
    'এই যন্ত্রে ছাপা একটু থেমেছে, নিজেই আবার চালু হবে। যা অপেক্ষায় আছে তখন ছাপা হবে।',
  'Printing on this device has crashed three times in a minute. Look at its printers, then start Galley again. Selling goes on.':
    'এই যন্ত্রে ছাপা এক মিনিটে তিনবার বন্ধ হয়ে গেছে। প্রিন্টারগুলো দেখুন, তারপর Galley আবার চালু করুন। বিক্রি চলতে থাকবে।',
  'Nothing prints for this till yet. Start the print agent and pair it with this till.':
    'এই কাউন্টারের জন্য এখনো কিছু ছাপে না। ছাপার প্রোগ্রাম চালু করে এই কাউন্টারের সঙ্গে জুড়ুন।',
  'Pair this till first, with the code that the print agent shows.':
    'আগে ছাপার প্রোগ্রামের দেখানো কোড দিয়ে এই কাউন্টার জুড়ুন।',
  'That is not the code that the print agent shows now.': 'ছাপার প্রোগ্রাম এখন অন্য কোড দেখাচ্ছে।',
  'The print agent failed.': 'ছাপার প্রোগ্রামে ত্রুটি হয়েছে।',
  'Pages of {1} may not print here. Start the agent with --origin {1}.':
    '{1} ঠিকানার পাতা এখানে ছাপতে পারে না। ছাপার প্রোগ্রাম --origin {1} দিয়ে চালু করুন।',
  'The print agent only answers under http://127.0.0.1 and localhost.':
    'ছাপার প্রোগ্রাম শুধু http://127.0.0.1 আর localhost ঠিকানায় সাড়া দেয়।',
  'The print journal has lines that cannot be read: {1} of them. The file is kept as jobs.journal.damaged.':
    'ছাপার খাতার {1}টি লাইন পড়া যায়নি। ফাইলটি jobs.journal.damaged নামে রাখা আছে।',
  'A print job is at most one megabyte.': 'একটি ছাপার কাজ সর্বোচ্চ এক মেগাবাইট।',
};

/** The longer a sentence the sooner it is looked for: one may be the beginning of another. */
const sentences = Object.entries(bangla)
  .toSorted(([a], [b]) => b.length - a.length)
  .map(([english, ours]) => ({ pattern: patternOf(english), ours }));

function patternOf(english: string): RegExp {
  const escaped = english.replaceAll(/[.?()/+*]/g, '\\$&');
  return new RegExp(escaped.replaceAll(/"\{\d\}"/g, '"(.+?)"').replaceAll(/\{\d\}/g, '(\\S+)'), 'g');
}
