import type { TruckTold } from '../../workflow/tell-truck.ts';

/** Why nothing was told; undefined where it leaves. */
export function tellRefusal(told: TruckTold, dispatchId: string): { message: string; hint: string } | undefined {
  switch (told.kind) {
    case 'going':
      return undefined;
    case 'told':
      return {
        message: `the ship notice of the truck of dispatch ${dispatchId} was made before`,
        hint: 'Its order shows it under Documents.',
      };
    case 'not-waiting':
      return {
        message: `dispatch ${dispatchId} waits for no other dispatch of its truck`,
        hint: '`truck list` shows the trucks that are waited for.',
      };
    case 'not-found':
      return { message: `dispatch ${dispatchId} is not kept here`, hint: 'Its order lists the dispatches.' };
  }
}
