// A run-time error and a panic text in Chinese.
package main

import "fmt"

type 错误码 int

func (c 错误码) Error() string { return fmt.Sprintf("错误码 %d：找不到文件", int(c)) }

func main() {
	defer func() {
		fmt.Println("恢复：", recover())
		panic(错误码(404))
	}()
	列表 := []string{"一", "二"}
	fmt.Println(列表[len(列表)])
}
