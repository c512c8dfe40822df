/**
 * Modules that a name means by itself where nothing in the file binds it: it came by a star import, into a notebook by an
 * earlier cell, or the file is a part of one. Only names that are hardly used for anything else: not `email`, `code`, `token`.
 */
export const assumedModules: ReadonlySet<string> = new Set(
  `os sys re subprocess asyncio pty ctypes importlib logging json pickle cPickle _pickle marshal shelve base64 binascii
  hashlib hmac random secrets uuid crypt getpass tempfile shutil pathlib tarfile zipfile sqlite3 socket ssl urllib urllib2
  urllib3 httplib ftplib smtplib telnetlib imaplib poplib xmlrpclib
  yaml dill cloudpickle joblib jsonpickle torch pandas numpy requests httpx aiohttp paramiko pexpect jwt bcrypt markupsafe
  jinja2 lxml flask django psycopg2 asyncpg pymysql MySQLdb pymongo ldap ldap3 boto3`.split(/\s+/),
);
