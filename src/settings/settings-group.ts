// What a program's settings are made of: modules (Django's settings, Flask's config.py), classes (`class Config`,
// `class Settings(BaseSettings)`) and the calls of one function (`app.config.update(…)`). Each takes over what others set:
// by star imports, bases, `from_object`.
import type { Region } from '../model/location.ts';
import type { Setting } from './setting.ts';

/** Names another group. `member`: a class of the module. */
export interface GroupReference {
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
  readonly member: string | null;
}

/** Something that takes over what another group sets, or whatever is set elsewhere. */
export interface Inheritance {
  /** null: what nobody can know, such as a file that an environment variable names. */
  readonly from: GroupReference | null;
  /** What was set before it is overwritten by it. Counts with the settings' `order`. */
  readonly order: number;
  readonly region: Region;
}

export interface PythonSetting extends Setting {
  /** Statements of the group that set something are counted from 1. */
  readonly order: number;
  /**
   * `certain`: always so; `conditional`: only where some condition holds, and nothing is said for the others; `disputed`:
   * one thing or another; `extended`: something is added to what was set elsewhere.
   */
  readonly state: 'certain' | 'conditional' | 'disputed' | 'extended';
}

export interface SettingsGroup extends Pick<Setting, 'origin' | 'environment'> {
  readonly path: string;
  /** Empty for a module. */
  readonly name: string;
  readonly kind: 'module' | 'class' | 'calls';
  readonly settings: ReadonlyMap<string, PythonSetting>;
  readonly inherits: readonly Inheritance[];
}
