// How contexts and their errors print.
package main

import (
	"context"
	"fmt"
)

type key string

func (k key) String() string { return "key " + string(k) }

type plain int

func main() {
	bg := context.Background()
	fmt.Println(bg, context.TODO())
	ctx, cancel := context.WithCancel(bg)
	defer cancel()
	fmt.Println(ctx)
	fmt.Println(context.WithValue(ctx, key("a"), key("b")))
	fmt.Println(context.WithValue(ctx, "text", "word"))
	fmt.Println(context.WithValue(ctx, plain(1), 2))
	fmt.Println(context.WithValue(bg, plain(1), nil))
	fmt.Println(context.WithoutCancel(ctx))
	fmt.Printf("%T %v\n", context.Canceled, context.Canceled)
	type timeout interface{ Timeout() bool }
	t, ok := context.DeadlineExceeded.(timeout)
	fmt.Println(context.DeadlineExceeded, ok, t.Timeout())
	fmt.Printf("%T\n", context.DeadlineExceeded)
}
