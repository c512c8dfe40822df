// One setting: a key that is given a value, in a settings module or a configuration file, with its place and what it is for.
import type { Region } from '../model/location.ts';
import type { Environment, Scalar, SettingOrigin } from '../rules/setting.ts';

/** As much of a value as can be told without running anything. */
export type SettingValue =
  | { readonly kind: 'constant'; readonly value: Scalar }
  /** `isOpen`: there may be more than these. */
  | { readonly kind: 'list'; readonly items: readonly SettingValue[]; readonly isOpen: boolean }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, SettingValue>; readonly isOpen: boolean }
  | { readonly kind: 'unknown' };

export const unknownValue: SettingValue = { kind: 'unknown' };

export function constantValue(value: Scalar): SettingValue {
  return { kind: 'constant', value };
}

export interface Setting {
  /** As it is written, without the sections around it. */
  readonly key: string;
  readonly value: SettingValue;
  /** From the key to the value's end. */
  readonly region: Region;
  /** null: a module that nothing tells what for. */
  readonly origin: SettingOrigin | null;
  readonly environment: Environment;
}
