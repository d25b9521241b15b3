// Unhandled panics with a slice, a map, a function, a channel and a type without a name print type and address.
package main

func main() {
	defer func() {
		defer func() {
			defer func() {
				defer func() {
					panic(struct{ X int }{1})
				}()
				panic(make(chan int))
			}()
			panic(func(int) string { return "" })
		}()
		panic(map[string]int{})
	}()
	panic([]int{1, 2})
}
