// Errorf with %w for what is no error, for nil, for several errors, and for a pointer type's nil.
package main

import (
	"errors"
	"fmt"
)

type own struct{}

func (*own) Error() string { return "own" }

func main() {
	verb := "%w"
	a, b := errors.New("a"), errors.New("b")
	fmt.Println(fmt.Errorf(verb, 3))
	fmt.Println(fmt.Errorf(verb, "text"))
	fmt.Println(fmt.Errorf(verb, nil))
	fmt.Println(fmt.Errorf(verb, a), errors.Unwrap(fmt.Errorf(verb, a)) == a)
	both := fmt.Errorf("%w and %w", a, b)
	fmt.Println(both, errors.Unwrap(both), errors.Is(both, a), errors.Is(both, b))
	mixed := fmt.Errorf("%w and "+verb, a, 3)
	fmt.Println(mixed, errors.Unwrap(mixed) == a)
	twice := fmt.Errorf("%[1]w %[1]w", a)
	fmt.Println(twice, errors.Unwrap(twice), errors.Is(twice, a))
	missing := fmt.Errorf("%w " + verb, a)
	fmt.Println(missing, errors.Unwrap(missing) == a)
	var none *own
	fmt.Println(fmt.Errorf("%w", none), errors.Unwrap(fmt.Errorf("%w", none)) == error(none))
	fmt.Println(fmt.Sprintf(verb, a))
}
