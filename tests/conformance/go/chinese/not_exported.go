// A Chinese letter is no capital: a field that begins with one is not exported, so fmt does not call its methods.
package main

import "fmt"

type 故障 struct{ 码 int }

func (g 故障) Error() string { return fmt.Sprintf("故障%d号", g.码) }

type 记录 struct {
	错误  error
	E错误 error
	直接  故障
}

func main() {
	r := 记录{故障{1}, 故障{2}, 故障{3}}
	fmt.Println(r)
	fmt.Println(r.错误, r.直接)
	fmt.Printf("%+v %T %q\n", r, r, "é中\u3000\u200b")
}
