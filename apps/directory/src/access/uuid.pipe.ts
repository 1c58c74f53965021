import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import { nothingHere } from './nothing-here.js';

/** Lets UUIDs through; where another word stands, there is nothing. */
@Injectable()
export class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value !== 'string' || !isUuid(value)) throw nothingHere();
    return value.toLowerCase();
  }
}
