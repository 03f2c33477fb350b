"""绿色通道, 会诊, 认证专家: who is entitled, who is called, what they concluded, and who may be sent."""
