/** What a part of a text is, for who may show it in colours. */
export type Tone = 'strong' | 'good' | 'bad' | 'doubtful' | 'quiet';

/** Gives a text the look of its tone. */
export type Paint = (tone: Tone, text: string) => string;

/** No colours: for files, pipes and those who do not want them. */
export const unpainted: Paint = (_tone, text) => text;
