// Print, Println, Sprint and their kin: where spaces go, what is returned, and where it is written.
package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
)

type text string

func main() {
	fmt.Print("a", "b", 1, 2, true, "c", 3.5, nil, nil, 'x', "\n")
	fmt.Print(1, 2, "\n")
	fmt.Print("a", 1, "b", "\n")
	fmt.Print([]int{1}, []int{2}, text("t"), text("u"), 5, "\n")
	fmt.Println("a", "b", 1, 2, true, nil)
	fmt.Println()
	n, err := fmt.Println("héllo")
	fmt.Println(n, err)
	s := fmt.Sprint("a", 1, 2, "b") + fmt.Sprintln("c", 3) + fmt.Sprintf("%03d", 7)
	fmt.Printf("%q\n", s)
	var b strings.Builder
	fmt.Fprint(&b, "x", 1)
	fmt.Fprintln(&b, "y")
	n, err = fmt.Fprintf(&b, "%s-%s", "z", "w")
	fmt.Printf("%q %d %v\n", b.String(), n, err)
	var buffer bytes.Buffer
	fmt.Fprintf(&buffer, "%d,", []int{1, 2})
	fmt.Println(buffer.String(), buffer.Len())
	fmt.Fprintln(os.Stderr, "to standard error")
	fmt.Fprintf(os.Stdout, "to standard output %d\n", 1)
	fmt.Printf("%s", fmt.Append([]byte("pre "), "post", 1))
	fmt.Print("\n", string(fmt.Appendf(nil, "%x", 255)), string(fmt.Appendln(nil, "end")))
	fmt.Print("no newline at the end")
}
