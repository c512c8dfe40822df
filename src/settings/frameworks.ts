// Whose settings a group of keys are: by the keys that only one framework has, by imports, and by the file's name.
import type { FlowFacts } from '../python/module-facts.ts';
import type { SettingOrigin } from '../rules/setting.ts';

const djangoKeys =
  /^(?:INSTALLED_APPS|ROOT_URLCONF|MIDDLEWARE(?:_CLASSES)?|WSGI_APPLICATION|ASGI_APPLICATION|DATABASES|TEMPLATES|AUTH_USER_MODEL|AUTH_PASSWORD_VALIDATORS|AUTHENTICATION_BACKENDS|ALLOWED_HOSTS|PASSWORD_HASHERS|CSRF_(?:COOKIE|TRUSTED|USE|FAILURE|HEADER)_\w+|SECURE_\w+|LANGUAGE_COOKIE_\w+|SESSION_(?:ENGINE|COOKIE_AGE|EXPIRE_AT_BROWSER_CLOSE|SAVE_EVERY_REQUEST)|STATICFILES_\w+|DEFAULT_AUTO_FIELD|INTERNAL_IPS|REST_FRAMEWORK)$/;
const flaskKeys =
  /^(?:WTF_CSRF_\w+|SQLALCHEMY_\w+|MAX_CONTENT_LENGTH|PERMANENT_SESSION_LIFETIME|SESSION_REFRESH_EACH_REQUEST|SEND_FILE_MAX_AGE_DEFAULT|TEMPLATES_AUTO_RELOAD|JSON_AS_ASCII|JSON_SORT_KEYS|JSONIFY_\w+|TESTING|PROPAGATE_EXCEPTIONS|TRAP_\w+|EXPLAIN_TEMPLATE_LOADING|APPLICATION_ROOT|PREFERRED_URL_SCHEME|REMEMBER_COOKIE_\w+|SECURITY_(?:PASSWORD|REGISTERABLE|TOKEN)\w*|FLASK_\w+|JWT_SECRET_KEY|BABEL_DEFAULT_LOCALE)$/;
const settingsPath = /(?:^|\/)(?:settings|[\w-]+_settings|settings_[\w-]+)\.py$|(?:^|\/)settings\/[\w/-]+\.py$/;

/**
 * The framework that reads upper-case names of a module or class, or null.
 * @param className null for a module
 */
export function frameworkOf(
  facts: FlowFacts,
  keys: ReadonlySet<string>,
  className: string | null,
): SettingOrigin | null {
  const count = (pattern: RegExp): number => [...keys].filter((key) => pattern.test(key)).length;
  const [django, flask] = [count(djangoKeys), count(flaskKeys)];
  if (django !== flask) return django > flask ? 'django' : 'flask';
  if (importsAny(facts, /^(?:flask|quart)\b|^flask_/)) return 'flask';
  if (importsAny(facts, /^(?:django|environ|dj_database_url|split_settings|configurations)\b/)) return 'django';
  if (className !== null) return /config|settings/i.test(className) ? 'flask' : null;
  return settingsPath.test(facts.path) ? 'django' : null;
}

function importsAny({ imports }: FlowFacts, pattern: RegExp): boolean {
  return imports.some(({ module }) => pattern.test(module));
}
