const readable = /^(?=.*[^\s\p{M}])[^\p{C}\p{Zl}\p{Zp}]+$/u;
/** What shows as nothing although it counts as a letter or a symbol: fillers of Hangul, a blank of Braille, and the like. */
const blank = /\u034f|\u115f|\u1160|\u17b4|\u17b5|\u2800|\u3164|\uffa0/u;

/** Whether people can read the text: on one line, with something to see, nothing invisible and nothing that turns it around. */
export const isReadableLine = (text: string): boolean => readable.test(text) && !blank.test(text);
