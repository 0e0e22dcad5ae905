import type { RoutedLoad } from '../../domain/routing.ts';
import { dayText } from './times.ts';

/** The day that a load is fetched on, with the hour where one was named. */
export function pickUpText({ pickUpOn, pickUpAt }: Pick<RoutedLoad, 'pickUpOn' | 'pickUpAt'>): string {
  if (pickUpOn === undefined) return '–';
  return pickUpAt === undefined ? dayText(pickUpOn) : `${dayText(pickUpOn)}, ${pickUpAt}`;
}
