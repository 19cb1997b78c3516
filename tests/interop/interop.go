// Interop checks and makes what certrec writes, with golang.org/x/mod/sumdb, an implementation of
// signed notes and RFC 6962 trees that shares nothing with certrec. Rows are opaque bytes here.
//
//	interop key FOLDER NAME SEED                    a key by note.GenerateKey, as PEM, vkey and skey
//	interop check KEYS REGISTER OLD CERTIFICATE...  what certrec wrote must be right
//	interop resign KEYS REGISTER SEED CERTIFICATE...  a checkpoint and proofs by Go in their place
//	interop mutate OUT CERTIFICATE SEED KEYS        wrong copies of it, each refused by Go
//	interop vectors FOLDER                          tests/vectors/go, the same bytes on each run
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "interop:", err)
		os.Exit(1)
	}
}

func read(path ...string) string {
	content, err := os.ReadFile(filepath.Join(path...))
	must(err)
	return string(content)
}

func write(content string, path ...string) {
	name := filepath.Join(path...)
	must(os.MkdirAll(filepath.Dir(name), 0o755))
	must(os.WriteFile(name, []byte(content), 0o644))
}

// A source of bytes that are the same for the same seed.
type fixedSource struct{ state [32]byte }

func (s *fixedSource) Read(out []byte) (int, error) {
	for i := range out {
		s.state = sha256.Sum256(s.state[:])
		out[i] = s.state[0]
	}
	return len(out), nil
}

func seeded(text string) io.Reader { return &fixedSource{sha256.Sum256([]byte(text))} }

func random(text string) *rand.Rand {
	seed, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return rand.New(rand.NewSource(seed))
}

// A tree over rows, and the hashes that it stores.
type tree struct{ hashes []tlog.Hash }

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = t.hashes[index]
	}
	return found, nil
}

func treeOf(rows []string) *tree {
	t := &tree{}
	for i, row := range rows {
		hashes, err := tlog.StoredHashes(int64(i), []byte(row), t)
		must(err)
		t.hashes = append(t.hashes, hashes...)
	}
	return t
}

func (t *tree) root(size int) tlog.Hash {
	if size == 0 {
		return sha256.Sum256(nil)
	}
	root, err := tlog.TreeHash(int64(size), t)
	must(err)
	return root
}

func checkpoint(t *tree, size int, origin string, signer note.Signer) string {
	text := fmt.Sprintf("%s\n%d\n%s\n", origin, size, t.root(size))
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	must(err)
	return string(signed)
}

func proof(t *tree, size, index int, signed string) string {
	hashes, err := tlog.ProveRecord(int64(size), int64(index), t)
	must(err)
	text := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d\n", index)
	for _, hash := range hashes {
		text += hash.String() + "\n"
	}
	return text + "\n" + signed
}

// openTree gives the tree that a signed checkpoint states, if the key signed it.
func openTree(signed string, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	// ParseTree wants the origin of Go's own log.
	lines := strings.SplitN(opened.Text, "\n", 2)
	if lines[0] != verifier.Name() {
		return tlog.Tree{}, errors.New("another origin")
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + lines[1]))
}

// checkProof says why the row does not stand in the log of that key; nil if it does.
func checkProof(text, row string, verifier note.Verifier) (tlog.Tree, error) {
	var none tlog.Tree
	head, signed, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return none, errors.New("not a proof")
	}
	digits := strings.TrimPrefix(lines[1], "index ")
	index, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(index, 10) != digits {
		return none, errors.New("no index")
	}
	var hashes tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return none, err
		}
		hashes = append(hashes, hash)
	}
	state, err := openTree(signed, verifier)
	if err != nil {
		return none, err
	}
	return state, tlog.CheckRecord(hashes, state.N, state.Hash, index, tlog.RecordHash([]byte(row)))
}

func verifierOf(keys string) note.Verifier {
	verifier, err := note.NewVerifier(strings.TrimSpace(read(keys, "issuer.vkey")))
	must(err)
	return verifier
}

func signerOf(keys string) note.Signer {
	signer, err := note.NewSigner(strings.TrimSpace(read(keys, "issuer.skey")))
	must(err)
	return signer
}

func makeKey(folder, name string, source io.Reader) {
	skey, vkey, err := note.GenerateKey(source, name)
	must(err)
	parts := strings.SplitN(skey, "+", 5)
	typed, err := base64.StdEncoding.DecodeString(parts[4])
	must(err)
	key := ed25519.NewKeyFromSeed(typed[1:])
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must(err)
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	must(err)
	write(skey+"\n", folder, "issuer.skey")
	write(vkey+"\n", folder, "issuer.vkey")
	write(string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})), folder, "issuer.pem")
	write(string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})), folder, "issuer.pub.pem")
}

func rowsOf(register string) []string {
	lines := strings.Split(strings.TrimSuffix(read(register, "entries.csv"), "\n"), "\n")
	return lines[1:]
}

// The entry and the proof in a certificate.
func partsOf(certificate string) (row, text string) {
	_, rest, _ := strings.Cut(certificate, "\nentry = \"")
	row, rest, _ = strings.Cut(rest, "\"\n")
	_, rest, _ = strings.Cut(rest, "'''\n")
	text, _, _ = strings.Cut(rest, "'''\n")
	return row, text
}

func check(keys, register, old string, certificates []string) {
	verifier, rows := verifierOf(keys), rowsOf(register)
	t := treeOf(rows)
	state, err := openTree(read(register, "checkpoint"), verifier)
	must(err)
	if state.N != int64(len(rows)) || state.Hash != t.root(len(rows)) {
		must(errors.New("the checkpoint is of another tree"))
	}
	consistent := func(before tlog.Tree) {
		steps, err := tlog.ProveTree(state.N, before.N, t)
		must(err)
		must(tlog.CheckTree(steps, state.N, state.Hash, before.N, before.Hash))
	}
	before, err := openTree(read(old), verifier)
	must(err)
	consistent(before)
	for _, path := range certificates {
		row, text := partsOf(read(path))
		stated, err := checkProof(text, row, verifier)
		must(err)
		consistent(stated)
	}
	fmt.Printf("go accepts a register of %d rows and %d certificates\n", len(rows), len(certificates))
}

// resign puts a checkpoint and proofs by Go where certrec's stood, each in a tree of any later size.
func resign(keys, register string, dice *rand.Rand, certificates []string) {
	signer, rows := signerOf(keys), rowsOf(register)
	t := treeOf(rows)
	write(checkpoint(t, len(rows), signer.Name(), signer), register, "checkpoint")
	for _, path := range certificates {
		content := read(path)
		row, text := partsOf(content)
		index, err := strconv.Atoi(row[:strings.Index(row, ",")])
		must(err)
		size := index + 1 + dice.Intn(len(rows)-index)
		made := proof(t, size, index, checkpoint(t, size, signer.Name(), signer))
		write(strings.Replace(content, text, made, 1), path)
	}
}

// mutants are wrong copies of a proof, by name.
func mutants(text string, dice *rand.Rand) map[string]string {
	lines := strings.SplitAfter(text, "\n")
	changed := func(line int, new string) string {
		copied := append([]string{}, lines...)
		copied[line] = new
		return strings.Join(copied, "")
	}
	// Another digit in the middle of a base64 line.
	flip := func(line string) string {
		at := len(line)/2 + dice.Intn(5)
		digit := byte('A')
		if line[at] == 'A' {
			digit = 'B'
		}
		return line[:at] + string(digit) + line[at+1:]
	}
	empty := 2
	for lines[empty] != "\n" {
		empty++
	}
	origin, size, root, signature := empty+1, empty+2, empty+3, empty+5
	number, err := strconv.Atoi(strings.TrimSpace(lines[size]))
	must(err)
	made := map[string]string{
		"other-index":       changed(1, strings.Replace(lines[1], "index ", "index 1", 1)),
		"index-with-zero":   changed(1, strings.Replace(lines[1], "index ", "index 0", 1)),
		"other-version":     changed(0, "c2sp.org/tlog-proof@v2\n"),
		"one-hash-more":     changed(empty, lines[root]+"\n"),
		"other-size":        changed(size, strconv.Itoa(number+1)+"\n"),
		"size-with-zero":    changed(size, "0"+lines[size]),
		"other-root":        changed(root, flip(lines[root])),
		"other-origin":      changed(origin, "x"+lines[origin]),
		"other-signature":   changed(signature, flip(lines[signature])),
		"no-signature":      changed(signature, ""),
		"hyphen-for-dash":   changed(signature, strings.Replace(lines[signature], "—", "-", 1)),
		"no-final-newline":  text[:len(text)-1],
		"carriage-returns":  strings.ReplaceAll(text, "\n", "\r\n"),
		"text-after-it":     text + "more\n",
		"no-empty-line":     changed(empty, ""),
		"padding-left-away": changed(root, strings.Replace(lines[root], "=", "", 1)),
	}
	if empty > 2 {
		made["other-hash"] = changed(2, flip(lines[2]))
		made["one-hash-less"] = changed(2, "")
		made["hash-short"] = changed(2, lines[2][4:])
	}
	return made
}

func mutate(out, path string, dice *rand.Rand, verifier note.Verifier) {
	content := read(path)
	row, text := partsOf(content)
	for name, mutant := range mutants(text, dice) {
		if _, err := checkProof(mutant, row, verifier); err == nil {
			must(fmt.Errorf("go accepts %s", name))
		}
		write(strings.Replace(content, text, mutant, 1), out, name+".toml")
	}
}

// vectors writes proofs and consistency proofs, right and wrong, for the unit tests.
func vectors(folder string) {
	const origin = "go.example/log"
	keys, err := os.MkdirTemp("", "interop")
	must(err)
	defer os.RemoveAll(keys)
	makeKey(keys, origin, seeded("issuer"))
	signer, verifier := signerOf(keys), verifierOf(keys)
	write(read(keys, "issuer.vkey"), folder, "issuer.vkey")
	write(read(keys, "issuer.pub.pem"), folder, "issuer.pub.pem")
	dice := rand.New(rand.NewSource(1))
	rows := make([]string, 70)
	var cases bytes.Buffer
	for i := range rows {
		rows[i] = fmt.Sprintf("row %d %x", i, dice.Int63())
	}
	t := treeOf(rows)
	add := func(kind, name, expected, row, content string) {
		write(content, folder, name)
		fmt.Fprintf(&cases, "%s %s %s %s\n", name, kind, expected, row)
	}
	for _, place := range [][2]int{{1, 0}, {2, 1}, {3, 2}, {7, 3}, {8, 7}, {33, 32}, {70, 0}, {70, 64}, {70, 69}} {
		signed := checkpoint(t, place[0], origin, signer)
		text := proof(t, place[0], place[1], signed)
		if _, err := checkProof(text, rows[place[1]], verifier); err != nil {
			must(err)
		}
		add("proof", fmt.Sprintf("proof-%d-of-%d", place[1], place[0]), "right", rows[place[1]], text)
	}
	text := proof(t, 70, 37, checkpoint(t, 70, origin, signer))
	made := mutants(text, dice)
	made["other-row"] = text
	for _, name := range sorted(made) {
		row := rows[37]
		if name == "other-row" {
			row = rows[38]
		}
		if _, err := checkProof(made[name], row, verifier); err == nil {
			must(fmt.Errorf("go accepts %s", name))
		}
		add("proof", name, "wrong", row, made[name])
	}
	for _, sizes := range [][2]int{{1, 1}, {1, 2}, {3, 7}, {4, 8}, {6, 8}, {33, 70}, {64, 70}, {69, 70}} {
		old, size := sizes[0], sizes[1]
		steps, err := tlog.ProveTree(int64(size), int64(old), t)
		must(err)
		lines := fmt.Sprintf("%d\n%s\n%d\n%s\n", old, t.root(old), size, t.root(size))
		for _, hash := range steps {
			lines += hash.String() + "\n"
		}
		add("consistency", fmt.Sprintf("consistency-%d-%d", old, size), "right", "", lines)
	}
	write(cases.String(), folder, "cases.txt")
}

func sorted(made map[string]string) []string {
	var names []string
	for name := range made {
		at := 0
		for at < len(names) && names[at] < name {
			at++
		}
		names = append(names[:at], append([]string{name}, names[at:]...)...)
	}
	return names
}

func main() {
	arguments := os.Args[2:]
	switch os.Args[1] {
	case "key":
		makeKey(arguments[0], arguments[1], seeded(arguments[2]))
	case "check":
		check(arguments[0], arguments[1], arguments[2], arguments[3:])
	case "resign":
		resign(arguments[0], arguments[1], random(arguments[2]), arguments[3:])
	case "mutate":
		mutate(arguments[0], arguments[1], random(arguments[2]), verifierOf(arguments[3]))
	case "vectors":
		vectors(arguments[0])
	default:
		must(errors.New("unknown command"))
	}
}
