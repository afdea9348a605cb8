// Hugging Face's JavaScript tokenizers as the oracle: prints each text's tokens as JSON.
// node oracle.mjs tokenizer.json texts.json [with-special-tokens]
import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const [tokenizerFile, textsFile, special] = process.argv.slice(2);
const tokenizer = new Tokenizer(JSON.parse(readFileSync(tokenizerFile, 'utf8')), {});
const texts = JSON.parse(readFileSync(textsFile, 'utf8'));
const tokens = texts.map(text => tokenizer.encode(text, { add_special_tokens: special === 'with-special-tokens' }).ids);
process.stdout.write(JSON.stringify(tokens));
