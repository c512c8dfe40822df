import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf();
const find = (path: string, text: string): string[] =>
  detector.detect({ path, text, language: 'text' }).map(({ ruleId }) => ruleId);
const noise = 'q7Zt2Lr9Xw4Bn6Vd8Yk3kT9vq2LmXz5Hs1Jd0Pf8Gg3Cc7Uu';

describe('what is encrypted already', () => {
  it.each([
    ['vars.yml', `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${'61386236'.repeat(10)}\n  3032\n`],
    ['secrets.yaml', `password: ENC[AES256_GCM,data:${noise}=,iv:${noise}=,tag:a==,type:str]`],
    ['common.eyaml', `db::password: ENC[PKCS7,MIIBiQYJKoZIhvcNAQcDoIIBejCCAXYCAQAxggEhMIIBHQIBADAFMAACAQEw]`],
    ['sealed.yaml', `kind: SealedSecret\nspec:\n  encryptedData:\n    password: AgB${noise}${noise}==\n`],
    ['application.yml', `password: '{cipher}${noise}'`],
    ['application.properties', `spring.datasource.password=ENC(${noise}=)`],
    ['.travis.yml', `env:\n  global:\n    - secure: "${noise}${noise}="\n`],
    ['app.yaml', `secret_key: AQICAHh${noise}${noise}==`],
    ['app.yaml', `token: vault:v1:${noise}==`],
    ['app.yaml', `secret: U2FsdGVkX1${noise}=`],
  ])('%s: %s', (path, text) => {
    expect(find(path, text)).toEqual([]);
  });

  it('hides nothing else', () => {
    const text = `password: ENC[AES256_GCM,data:${noise},type:str]\nother_password: ${noise}\n`;
    expect(find('secrets.yaml', text)).toEqual(['secrets/generic-secret']);
  });
});
