import { locale } from './locale.ts';

/** What the printing program says of a printer, in the words of this screen's language. */
export function causeWords(cause: string): string {
  if (locale !== 'bn') return cause;
  return Object.entries(bangla).reduce((words, [english, ours]) => words.replaceAll(english, ours), cause);
}

/** The program speaks English; sentence by sentence, so that those which come together are found as well. */
export const bangla: Readonly<Record<string, string>> = {
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
};
