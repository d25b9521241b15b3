// Identifiers, types, fields, methods and constants in Chinese.
package main

import "fmt"

type 账户 struct {
	户名 string
	余额 int
}

const 上限 = 1000

func (a *账户) 存入(数额 int) error {
	if a.余额+数额 > 上限 {
		return fmt.Errorf("%s 的余额不能超过 %d", a.户名, 上限)
	}
	a.余额 += 数额
	return nil
}

func main() {
	我 := &账户{户名: "小明"}
	for _, 数额 := range []int{300, 500, 400} {
		if 错误 := 我.存入(数额); 错误 != nil {
			fmt.Println("错误：", 错误)
			continue
		}
		fmt.Printf("存入 %d，余额 %d\n", 数额, 我.余额)
	}
	fmt.Printf("%v %+v %#v %T\n", *我, *我, *我, 我)
}
