import { spoiltInputs } from '../../fuzz/suite.ts';
import { x12Codecs } from '../../fuzz/x12.ts';

spoiltInputs(x12Codecs);
