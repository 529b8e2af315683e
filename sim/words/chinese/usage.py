"""What is wrong with a command line, in the words of the library that reads it; of several of its versions."""

TEXTS = {
    "Missing argument {name}.": "缺少参数 {name}。",
    "Missing option {name}.": "缺少选项 {name}。",
    "Missing command.": "缺少命令。",
    "No such command {name}.": "没有命令 {name}。",
    "No such command {name}. Did you mean {names}?": "没有命令 {name}。是否指 {names}？",
    "No such option: {name}": "没有选项 {name}。",
    "No such option: {name} Did you mean {names}?": "没有选项 {name}。是否指 {names}？",
    "No such option: {name} (Possible options: {names})": "没有选项 {name}。相近的有：{names}",
    "Got unexpected extra argument ({values})": "多出了参数：{values}",
    "Got unexpected extra arguments ({values})": "多出了参数：{values}",
    "Got unexpected extra argument(s) ({values})": "多出了参数：{values}",
    "Option {name} requires an argument.": "选项 {name} 后面要有值。",
    "Option {name} does not take a value.": "选项 {name} 不带值。",
    "Invalid value for {name}: {why}": "{name} 的值无效：{why}",
    "{value} is not a valid integer.": "{value} 不是整数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 之内。",
    "Input should be a valid integer, unable to parse string as an integer": "应为整数",
    "Input should be greater than or equal to {least}": "至少应为 {least}",
    "Input should be less than or equal to {most}": "至多应为 {most}",
    "a folder needs a name": "文件夹要有名称",
}
