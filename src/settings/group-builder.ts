// Collects what one group sets, statement by statement: the later assignment wins, one under a condition leaves it open.
import type { Region } from '../model/location.ts';
import type { SettingOrigin } from '../rules/setting.ts';
import type { Environment } from '../rules/setting.ts';
import type { Guard } from './guard.ts';
import { combine } from './python-value.ts';
import { type SettingValue, unknownValue } from './setting.ts';
import type { GroupReference, Inheritance, PythonSetting, SettingsGroup } from './settings-group.ts';

/** Keys of one group that are kept. */
const mostSettings = 5000;

type Collected = Omit<PythonSetting, 'origin'>;

export class GroupBuilder {
  readonly #settings = new Map<string, Collected>();
  readonly #inherits: Inheritance[] = [];
  readonly #environment: Environment;
  #order = 0;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** What a key holds by now. */
  valueOf(key: string): SettingValue {
    const known = this.#settings.get(key);
    return known?.state === 'certain' ? known.value : unknownValue;
  }

  set(key: string, value: SettingValue, region: Region, guard: Guard): void {
    if (this.#settings.size >= mostSettings) return;
    const before = this.#settings.get(key);
    const environment = guard?.environment ?? 'any';
    this.#settings.set(key, {
      key,
      value,
      region,
      environment: environment === 'any' ? this.#environment : environment,
      order: ++this.#order,
      state: guard === null ? 'certain' : before === undefined ? 'conditional' : 'disputed',
    });
  }

  /**
   * `KEY += value`; a value that is unknown: anything may be added, or taken away.
   * @param isInFront `KEY.insert(0, value)`
   */
  extend(key: string, value: SettingValue, region: Region, guard: Guard, isInFront = false): void {
    const before = this.#settings.get(key);
    const more = asList(guard === null ? value : unknownValue);
    if (before !== undefined) {
      const whole = isInFront ? combine('+', more, before.value) : combine('+', before.value, more);
      this.#settings.set(key, { ...before, value: whole, order: ++this.#order });
      return;
    }
    this.set(key, combine('+', unknownValue, more), region, guard);
    this.#settings.set(key, { ...this.#settings.get(key)!, state: 'extended' });
  }

  unset(key: string): void {
    this.#settings.delete(key);
  }

  inherit(from: GroupReference | null, region: Region): void {
    this.#inherits.push({ from, region, order: ++this.#order });
  }

  /** null: nothing is set. */
  build(
    place: Pick<SettingsGroup, 'path' | 'name' | 'kind'>,
    originOf: (keys: ReadonlySet<string>) => SettingOrigin | null,
  ): SettingsGroup | null {
    if (this.#settings.size === 0 && this.#inherits.length === 0) return null;
    const origin = originOf(new Set(this.#settings.keys()));
    const testing = this.#settings.get('TESTING');
    const isTest = testing?.value.kind === 'constant' && testing.value.value === true && testing.state === 'certain';
    const own: Environment = isTest ? 'test' : this.#environment;
    const settings = [...this.#settings.values()].map((setting): PythonSetting => ({
      ...setting,
      origin,
      environment: isTest ? 'test' : setting.environment,
    }));
    return {
      ...place,
      origin,
      environment: own,
      inherits: this.#inherits,
      settings: new Map(settings.map((setting) => [setting.key, setting])),
    };
  }
}

function asList(value: SettingValue): SettingValue {
  return value.kind === 'list' ? value : { kind: 'list', items: [], isOpen: true };
}
