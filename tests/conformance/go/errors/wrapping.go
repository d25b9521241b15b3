// %w, Unwrap, Is and As through several layers.
package main

import (
	"errors"
	"fmt"
)

var errBase = errors.New("base")

type notFound struct{ name string }

func (n *notFound) Error() string { return n.name + " not found" }

type temporary struct{ error }

func (t temporary) Unwrap() error        { return t.error }
func (t temporary) Is(target error) bool { return target == errTemporary }

var errTemporary = errors.New("temporary")

func main() {
	one := fmt.Errorf("one: %w", errBase)
	two := fmt.Errorf("two: %w", one)
	fmt.Println(two, errors.Is(two, errBase), errors.Is(two, one), errors.Is(one, two), errors.Is(nil, errBase), errors.Is(two, nil))
	fmt.Println(errors.Unwrap(two) == one, errors.Unwrap(errBase), errors.Unwrap(errors.Unwrap(two)) == errBase)
	opaque := fmt.Errorf("opaque: %v", errBase)
	fmt.Println(opaque, errors.Is(opaque, errBase), errors.Unwrap(opaque))
	err := fmt.Errorf("read: %w", &notFound{"file"})
	var nf *notFound
	fmt.Println(errors.As(err, &nf), nf.name, errors.As(two, &nf))
	temp := fmt.Errorf("call: %w", temporary{err})
	fmt.Println(errors.Is(temp, errTemporary), errors.Is(err, errTemporary), errors.As(temp, &nf), temp)
	var t temporary
	fmt.Println(errors.As(temp, &t), t.error == err)
	var withUnwrap interface{ Unwrap() error }
	fmt.Println(errors.As(two, &withUnwrap), withUnwrap.Unwrap() == one)
	fmt.Println(errors.New("x") == errors.New("x"), errBase == errBase)
	several := fmt.Errorf("%w and %w", errBase, err)
	fmt.Println(several, errors.Is(several, errBase), errors.As(several, &nf), errors.Unwrap(several))
	fmt.Printf("%T %T %T\n", errBase, one, several)
	strange := fmt.Errorf("%w", nil)
	fmt.Println(strange, errors.Unwrap(strange))
	fmt.Println(fmt.Errorf("%w is not an error", "text"))
	fmt.Println(fmt.Errorf("plain %d", 5))
	if e, ok := errors.AsType[*notFound](temp); ok {
		fmt.Println("AsType", e.name)
	}
}
