// Join puts errors together, leaves nil out, and is searched by Is and As.
package main

import (
	"errors"
	"fmt"
)

type coded int

func (c coded) Error() string { return fmt.Sprint("code ", int(c)) }

func main() {
	a, b := errors.New("a"), errors.New("b")
	joined := errors.Join(a, nil, b)
	fmt.Println(joined)
	fmt.Printf("%q\n", joined.Error())
	fmt.Println(errors.Is(joined, a), errors.Is(joined, b), errors.Unwrap(joined))
	fmt.Println(errors.Join() == nil, errors.Join(nil, nil) == nil)
	nested := fmt.Errorf("all: %w", errors.Join(joined, coded(3), coded(4)))
	var c coded
	fmt.Println(errors.As(nested, &c), int(c), errors.Is(nested, coded(4)), errors.Is(nested, coded(5)))
	fmt.Printf("%q\n", nested.Error())
	list, ok := joined.(interface{ Unwrap() []error })
	fmt.Println(ok, len(list.Unwrap()), list.Unwrap()[1] == b)
	var all error
	for i := range 3 {
		all = errors.Join(all, coded(i))
	}
	fmt.Printf("%q\n", all.Error())
}
