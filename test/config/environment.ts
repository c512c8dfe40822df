import type { ConfigEnvironment } from '../../src/config/config.ts';

/** A machine with four threads and a person called Ada. */
export const environment: ConfigEnvironment = {
  home: '/home/ada',
  stateHome: null,
  cwd: '/home/ada/src',
  cores: 4,
};
