import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/kubernetes-secret');
const find = (text: string): string[] =>
  detector
    .detect({ path: 'deploy/secret.yaml', text, language: 'text' })
    .map(({ start, end, name, confidence }) => `${name} ${text.slice(start, end)} ${confidence}`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = base64('kT9vq2LmX');

describe('Kubernetes secrets', () => {
  it('finds what `data` and `stringData` hold under names that promise a secret', () => {
    const text = `apiVersion: v1
kind: Secret
metadata:
  name: db
  labels:
    password: none
type: Opaque
data:
  username: ${base64('app')}
  DB_PASSWORD: ${secret}
  "api-key": "${base64('q7Zt2Lr9Xw4Bn6Vd8Yk3')}"
stringData:
  host: db.internal
  token: kT9vq2LmX # rotate
`;
    expect(find(text)).toEqual([
      `DB_PASSWORD ${secret} high`,
      `api-key ${base64('q7Zt2Lr9Xw4Bn6Vd8Yk3')} high`,
      'token kT9vq2LmX high',
    ]);
  });

  it('finds what is random whatever its name', () => {
    const random = base64('q7Zt2Lr9Xw4Bn6Vd8Yk3');
    expect(find(`kind: Secret\ndata:\n  main: ${random}\n  image: ${base64('registry.dev/app:1')}\n`)).toEqual([
      `main ${random} medium`,
    ]);
  });

  it('keeps to its own document and to its own level', () => {
    const text = `kind: ConfigMap
data:
  password: ${secret}
---
apiVersion: v1
items:
  - apiVersion: v1
    data:
      password: ${secret}
    kind: Secret
  - apiVersion: v1
    kind: ConfigMap
    data:
      password: ${secret}
---
data:
  password: ${secret}
`;
    expect(find(text)).toEqual([`password ${secret} high`]);
  });

  it('reads the credentials of a registry', () => {
    const auths = base64(`{"auths": {"registry.dev": {"auth": "${base64('joe:kT9vq2LmX')}"}}}`);
    expect(find(`kind: Secret\ndata:\n  .dockerconfigjson: ${auths}\n`)).toEqual([`.dockerconfigjson ${auths} high`]);
  });

  it.each([
    `kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n`,
    `kind: Secret\ndata:\n  password: \${PASSWORD}\n`,
    `kind: Secret\ndata:\n  password: ""\n`,
    `kind: Secret\ndata:\n  password: ${base64('<password>')}\n`,
    `kind: Secret\nstringData:\n  password: changeme\n`,
    `kind: Secret\nstringData:\n  password: !vault |\n`,
    `kind: SecretStore\ndata:\n  password: ${secret}\n`,
    `kind: Secret\nmetadata:\n  annotations:\n    password: ${secret}\n`,
    `secretKind: Secret\ndata:\n  password: ${secret}\n`,
  ])('nothing in %j', (text) => {
    expect(find(text)).toEqual([]);
  });
});
