// Package plain does to memory that the program has given what the program itself would do: each access is one of the program's.
//
// Packages that guard what they share have it done here.
package plain

// Store is *p = v.
func Store[T any](p *T, v T) { *p = v }

// Copy is copy(to, from).
func Copy(to, from []byte) int { return copy(to, from) }

// Append is append(b, text...).
func Append(b []byte, text string) []byte { return append(b, text...) }
