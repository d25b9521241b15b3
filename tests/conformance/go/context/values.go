// Values are looked up from the inside out, by key and type of key.
package main

import (
	"context"
	"fmt"
)

type key string
type other string

func main() {
	ctx := context.WithValue(context.Background(), key("user"), "ada")
	ctx = context.WithValue(ctx, key("id"), 7)
	inner, cancel := context.WithCancel(context.WithValue(ctx, key("user"), "grace"))
	defer cancel()
	fmt.Println(ctx.Value(key("user")), inner.Value(key("user")), inner.Value(key("id")))
	fmt.Println(inner.Value(other("user")), inner.Value("user"), inner.Value(5), inner.Value(key("none")))
	name, ok := inner.Value(key("user")).(string)
	fmt.Println(name, ok)
	fmt.Println(context.WithValue(ctx, key("nil"), nil).Value(key("nil")) == nil)
}
