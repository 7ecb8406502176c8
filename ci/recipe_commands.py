"""For ci/check-recipes: the commands of a recipe for CI, out of YAML, Groovy, a shell script or a
container file, as lists of words. A variable of a matrix has its first value."""
import re
import shlex

import yaml

ASSIGNED = re.compile(r"[A-Za-z_]\w*=")
SEPARATORS = set("&|;\n()")
# They run the command that follows their own options and values.
WRAPPERS = {"exec", "env", "parallel", "srun", "export", "nice", "setpriv", "xvfb-run"}
# Their option has a command in it.
IN_OPTION = {("sh", "-c"), ("bash", "-c"), ("sbatch", "--wrap")}


class Recipe:
    """A file with its commands. `sets` and `uses` are the names of variables."""

    def __init__(self, path, root):
        self.path, self.name = path, str(path.relative_to(root))
        self.text = path.read_text(encoding="utf-8")
        self.documents = []
        self.kept = []  # the paths that the CI system takes from the job
        self.scripts = list(self._scripts())
        self.sets = set(re.findall(r"\b([A-Z]\w*)=", self.text))
        self.sets.update(re.findall(r"^ *- name: ([A-Z]\w*)$", self.text, re.M))  # of Kubernetes
        self.uses = {name for script in self.scripts for name in re.findall(r"\$\{?([A-Z]\w*)", script)}

    @property
    def kind(self):
        name = self.path.name
        if ".github" in self.path.parts or name.startswith("github"):
            return "github"
        kinds = {"gitlab": "gitlab", ".gitlab": "gitlab", "kube": "kubernetes", "Jenkins": "jenkins",
                 "Container": "container"}
        return next((kind for start, kind in kinds.items() if name.startswith(start)), "shell")

    def _scripts(self):
        yield from re.findall(r"^#   (.*)$", self.text, re.M)  # what its top says to type
        yield from self._of_kind()

    def _of_kind(self):
        if self.kind == "shell":
            return [self.text]
        if self.kind == "container":
            joined = re.sub(r"\\\n", " ", self.text)
            return re.findall(r"^RUN (.*)$", joined, re.M)
        if self.kind == "jenkins":
            self.kept = [path for found in re.findall(r"(?:artifacts:|junit) '([^']*)'", self.text)
                         for path in found.split(", ")]
            return [a or b for a, b in re.findall(r"sh '''(.*?)'''|sh '([^'\n]*)'", self.text, re.S)]
        self.documents = list(yaml.safe_load_all(self.text))
        return [script for document in self.documents for script in self._of_yaml(document)]

    def _of_yaml(self, document):
        if self.kind == "github":
            return self._of_github(document)
        if self.kind == "gitlab":
            return self._of_gitlab(document)
        pod = document["spec"]["template"]["spec"]
        return [shlex.join(container["command"]) for container in pod["containers"]]

    def _of_github(self, document):
        for job in document["jobs"].values():
            matrix = job.get("strategy", {}).get("matrix", {})
            first = dict(matrix.get("include", [{}])[0])
            first.update({name: values[0] for name, values in matrix.items() if name != "include"})
            for step in job["steps"]:
                if "upload-artifact" in step.get("uses", ""):
                    self.kept += step["with"]["path"].split()
                if "run" in step:
                    yield re.sub(r"\$\{\{ *matrix\.(\w+) *\}\}", lambda m: str(first[m.group(1)]), step["run"])

    def _of_gitlab(self, document):
        for job in document.values():
            if not isinstance(job, dict):
                continue
            artifacts = job.get("artifacts", {})
            self.kept += artifacts.get("paths", []) + list(artifacts.get("reports", {}).values())
            for part in ("before_script", "script", "after_script"):
                yield from job.get(part, [])

    def commands(self):
        """Each simple command, with those inside of others."""
        for script in self.scripts:
            yield from commands_of(script)


def plain(script):
    """Without comments and continued lines; what the shell fills in is 1."""
    script = re.sub(r"\\\n", " ", script)
    script = re.sub(r"^\s*#.*$", "", script, flags=re.M)
    script = re.sub(r"\$\(\(.*?\)\)", "1", script)
    return re.sub(r"\$\(([^()]*)\)", r"; \1 ;", script)


def commands_of(script):
    words = []
    lexer = shlex.shlex(plain(script), posix=True, punctuation_chars="&|;\n()<>")
    lexer.whitespace = " \t"
    lexer.whitespace_split = True
    lexer.commenters = ""
    for word in [*lexer, "\n"]:
        if not set(word) <= SEPARATORS:
            words.append(word)
        elif words:
            yield from nested(words)
            words = []


def without_redirection(words):
    kept, skips = [], False
    for word in words:
        if skips:
            skips = False
        elif set(word) <= set("<>"):
            skips = True
        else:
            kept.append(word)
    return kept


def nested(words):
    """The command, without assignments and redirections, and the commands that it runs."""
    words = without_redirection(words)
    while words and ASSIGNED.match(words[0]):
        words = words[1:]
    if not words:
        return
    yield words
    for at, word in enumerate(words[1:], 1):
        name, _, value = word.partition("=")
        if (words[0], name) in IN_OPTION:
            yield from commands_of(value or words[at + 1])
    if words[0] == "parallel" and ":::" in words:
        words = words[:words.index(":::")]  # what it fills in
    if words[0] in WRAPPERS:
        inner = next((at for at, word in enumerate(words[1:], 1) if is_program(word)), None)
        if inner:
            yield from nested(words[inner:])


def is_program(word):
    return re.fullmatch(r"(?:.*/)?(?:lifeline(?:\.exe)?|ctest|cmake|sh)", word) is not None
