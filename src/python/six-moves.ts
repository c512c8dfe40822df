// six gives the standard library's moved modules one name for Python 2 and 3; here they get their Python 3 names.
// Source: the lists in https://six.readthedocs.io/#module-six.moves

const prefixes: readonly string[] = ['six.moves.', 'django.utils.six.moves.', 'future.moves.'];

const moved: ReadonlyMap<string, string> = new Map(
  Object.entries({
    BaseHTTPServer: 'http.server',
    CGIHTTPServer: 'http.server',
    SimpleHTTPServer: 'http.server',
    StringIO: 'io.StringIO',
    UserDict: 'collections.UserDict',
    UserList: 'collections.UserList',
    UserString: 'collections.UserString',
    _dummy_thread: '_dummy_thread',
    _thread: '_thread',
    cPickle: 'pickle',
    cStringIO: 'io.StringIO',
    collections_abc: 'collections.abc',
    copyreg: 'copyreg',
    dbm_gnu: 'dbm.gnu',
    dbm_ndbm: 'dbm.ndbm',
    email_mime_base: 'email.mime.base',
    email_mime_image: 'email.mime.image',
    email_mime_multipart: 'email.mime.multipart',
    email_mime_nonmultipart: 'email.mime.nonmultipart',
    email_mime_text: 'email.mime.text',
    filter: 'builtins.filter',
    filterfalse: 'itertools.filterfalse',
    getcwd: 'os.getcwd',
    getcwdb: 'os.getcwdb',
    getoutput: 'subprocess.getoutput',
    getstatusoutput: 'subprocess.getstatusoutput',
    html_entities: 'html.entities',
    html_parser: 'html.parser',
    http_client: 'http.client',
    http_cookiejar: 'http.cookiejar',
    http_cookies: 'http.cookies',
    input: 'builtins.input',
    intern: 'sys.intern',
    map: 'builtins.map',
    queue: 'queue',
    range: 'builtins.range',
    reduce: 'functools.reduce',
    reload_module: 'importlib.reload',
    shlex_quote: 'shlex.quote',
    tkinter_dialog: 'tkinter.dialog',
    tkinter_filedialog: 'tkinter.filedialog',
    tkinter_messagebox: 'tkinter.messagebox',
    tkinter_simpledialog: 'tkinter.simpledialog',
    urllib_error: 'urllib.error',
    urllib_parse: 'urllib.parse',
    urllib_request: 'urllib.request',
    urllib_response: 'urllib.response',
    urllib_robotparser: 'urllib.robotparser',
    winreg: 'winreg',
    xmlrpc_client: 'xmlrpc.client',
    xmlrpc_server: 'xmlrpc.server',
    xrange: 'builtins.range',
    zip: 'builtins.zip',
    zip_longest: 'itertools.zip_longest',
  }),
);

/** `six.moves.cPickle.loads` becomes `pickle.loads`; other names stay. A module that did not change its name keeps it. */
export function withoutSixMoves(name: string): string {
  const prefix = prefixes.find((candidate) => name.startsWith(candidate));
  if (prefix === undefined) return name;
  const rest = name.slice(prefix.length);
  const [first] = rest.split('.', 1);
  const target = moved.get(first!);
  return target === undefined ? rest : target + rest.slice(first!.length);
}
