import { SharedPaymentsController } from './shared-payments.controller.js';
import { SignaturesStore } from './signatures.store.js';
import { SignaturesSweeper } from './signatures.sweeper.js';

/** Payments that more than one holder of an account must sign. */
export const signaturesParts = {
  controllers: [SharedPaymentsController],
  providers: [SignaturesStore, SignaturesSweeper],
};
